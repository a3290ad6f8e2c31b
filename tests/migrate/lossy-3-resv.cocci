// SPDX-License-Identifier: GPL-2.0
/// A locked reservation becomes a guard, and room in it a slot: the lock is held to
/// the end of the scope, a fence is added only where room was reserved.
//# The lock is now held until the block ends. Where that is too long, put braces
//# around what needs it; own-guard.cocci says if something waits under it.
///
// Confidence: Low
// Copyright: (C) 2026 The sdrm authors.
// Comments: not to be used: removes releases that nothing replaces; cocci/README.md
// Options: --local-includes

virtual patch

// Work behind the unlock would come under the lock: not for this rule.
@late exists@
identifier obj;
identifier g != {drm_gem_object_put,dma_resv_unlock};
position p;
@@
 dma_resv_lock@p(obj->resv, NULL)
 ... when any
 dma_resv_unlock(obj->resv)
 ... when any
 g(...)

@locked@
identifier obj, f;
position p != late.p;
@@
 f(...)
 {
 ... when any
- dma_resv_lock@p(obj->resv, NULL);
+ SDRM_OWN(resv, resv, sdrm_resv_lock(obj));
 ... when any
 }

@depends on patch@
identifier locked.obj, locked.f;
@@
 f(...)
 {
 <...
- dma_resv_unlock(obj->resv);
 ...>
 }

@depends on patch@
identifier locked.obj, locked.f;
symbol true, false;
expression E;
@@
 f(...)
 {
 <...
(
- dma_resv_test_signaled(obj->resv, \(dma_resv_usage_rw(true)\|DMA_RESV_USAGE_READ\))
+ sdrm_resv_is_idle(resv, SDRM_WRITE)
|
- dma_resv_test_signaled(obj->resv, \(dma_resv_usage_rw(false)\|DMA_RESV_USAGE_WRITE\))
+ sdrm_resv_is_idle(resv, SDRM_READ)
|
- dma_resv_test_signaled(obj->resv, dma_resv_usage_rw(E))
+ sdrm_resv_is_idle(resv, (E) ? SDRM_WRITE : SDRM_READ)
)
 ...>
 }

@reserved@
identifier locked.obj, locked.f, ret;
@@
 f(...)
 {
 ... when any
- ret = dma_resv_reserve_fences(obj->resv, 1);
- if (ret)
-	return ret;
+ SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(resv));
+ if (sdrm_is_err(slot))
+	return sdrm_err(slot);
 ... when any
 }

@depends on reserved@
identifier locked.obj, locked.f;
expression fence;
@@
 f(...)
 {
 <...
(
- dma_resv_add_fence(obj->resv, fence, DMA_RESV_USAGE_WRITE);
+ sdrm_resv_add(resv, sdrm_resv_slot_move(slot), fence, SDRM_WRITE);
|
- dma_resv_add_fence(obj->resv, fence, DMA_RESV_USAGE_READ);
+ sdrm_resv_add(resv, sdrm_resv_slot_move(slot), fence, SDRM_READ);
)
 ...>
 }

// All failures return by themselves now; what is left of ret is success.
@depends on reserved@
identifier reserved.ret, locked.f;
@@
 f(...)
 {
 ...
- int ret;
 ... when != ret
- return ret;
+ return 0;
 }
