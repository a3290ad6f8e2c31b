// SPDX-License-Identifier: GPL-2.0
/// An ioctl handler gets typed arguments: the driver's file data and the argument,
/// instead of void * and struct drm_file. SDRM_IOCTL_DEFINE() then binds it.
//# A handler that uses the struct drm_device, or the struct drm_file for more than
//# its private data and look-ups, keeps its old form and is reported by
//# boundary.cocci.
///
// Confidence: Low
// Copyright: (C) 2026 The sdrm authors.
// Comments: not to be used: removes releases that nothing replaces; cocci/README.md
// Options: --local-includes

virtual patch

@handler@
identifier f, dev, data, file, arg, own;
identifier a, o;
@@
 int f(
-	struct drm_device *dev, void *data, struct drm_file *file
+	struct o *own, struct a *arg
 )
 {
- struct a *arg = data;
- struct o *own = file->driver_priv;
 ... when != dev
     when != data
 }

@depends on handler@
identifier handler.file, handler.own;
expression handle;
@@
- sdrm_gem_lookup(file, handle)
+ sdrm_gem_lookup(&own->base, handle)
