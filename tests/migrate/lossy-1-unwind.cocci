// SPDX-License-Identifier: GPL-2.0
/// goto unwinding becomes return: what the labels release, an owner releases at
/// the end of its scope. Only labels that lead to a return through nothing but
/// releases count; what stands there is removed by the rules that follow.
//# A label with other work behind it is left alone, and so are its gotos.
///
// Confidence: Low
// Copyright: (C) 2026 The sdrm authors.
// Comments: not to be used: removes releases that nothing replaces; cocci/README.md
// Options: --local-includes

virtual patch

// A label behind which only releases, other labels and the return stand.
@unwinds@
identifier label, ret;
identifier f != {drm_gem_object_put,dma_resv_unlock,dma_fence_signal,dma_fence_put};
expression E1, E2;
@@
 label:
 ... when != f(...)
     when != E1 = E2
 return ret;

@depends on patch@
identifier unwinds.label, unwinds.ret;
@@
- goto label;
+ return ret;

@depends on patch@
identifier unwinds.ret;
expression C, E;
@@
 if (C)
- {
-	ret = E;
-	return ret;
- }
+	return E;

@depends on patch@
identifier unwinds.label;
@@
- label:
