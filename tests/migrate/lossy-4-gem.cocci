// SPDX-License-Identifier: GPL-2.0
/// A look-up by handle becomes an owner; its puts go, since the end of the scope
/// puts.
//# An object that is handed on (stored, or put by somebody else) is not for this
//# rule; the diff shows every put that it removes.
///
// Confidence: Low
// Copyright: (C) 2026 The sdrm authors.
// Comments: not to be used: removes releases that nothing replaces; cocci/README.md
// Options: --local-includes

virtual patch

@found@
identifier obj, file, f;
expression handle;
@@
 f(...)
 {
 ...
- struct drm_gem_object *obj;
 ... when any
- obj = drm_gem_object_lookup(file, handle);
- if (!obj)
-	return -ENOENT;
+ SDRM_OWN(gem, obj, sdrm_gem_lookup(file, handle));
+ if (sdrm_is_err(obj))
+	return sdrm_err(obj);
 ... when any
 }

@depends on found@
identifier found.obj;
@@
- drm_gem_object_put(obj);
