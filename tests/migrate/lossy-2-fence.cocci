// SPDX-License-Identifier: GPL-2.0
/// A fence that its creator signals and puts becomes an owner: sdrm_fence_signal()
/// consumes it, and every other way out of the scope signals it too.
//# The driver's own function that makes fences, named *fence_create(), and its
//# struct dma_fence_ops are left to be removed by hand.
///
// Confidence: Low
// Copyright: (C) 2026 The sdrm authors.
// Comments: not to be used: removes releases that nothing replaces; cocci/README.md
// Options: --local-includes

virtual patch

@signalled@
identifier fence;
@@
- dma_fence_signal(fence);
- dma_fence_put(fence);
+ sdrm_fence_signal(sdrm_fence_move(fence));

@depends on patch@
identifier signalled.fence, f;
identifier create =~ "fence_create$";
identifier data;
expression error;
@@
 f(...)
 {
 ...
- struct dma_fence *fence;
 ... when any
- fence = create(data);
- if (!fence)
-	return error;
+ SDRM_OWN(fence, fence,
+	 sdrm_fence_create(sdrm_file_fence_source(&data->base)));
+ if (sdrm_is_err(fence))
+	return sdrm_err(fence);
 ... when any
 }
