// SPDX-License-Identifier: GPL-2.0
/// A function on the raw API becomes one on sdrm.
//# Not for a driver's files: cocci/migrate runs it on one function at a time, whose
//# gotos it has removed (unwind.py) and whose result it proves (proof.py). So a name
//# in a rule is one in that function, and a rule need not say on which paths it holds:
//# where it does not, the function is put back.
///
// Confidence: Low
// Copyright: (C) 2026 The sdrm authors.
// Options: --no-includes

virtual patch

// --- names for what has a name on sdrm ------------------------------------------

@alias@
identifier r, obj;
@@
- r = obj->resv;

@depends on patch@
identifier alias.r, alias.obj;
@@
- r
+ obj->resv

@asked@
identifier usage;
expression E;
@@
- usage = dma_resv_usage_rw(E);

@depends on patch@
identifier asked.usage;
expression asked.E, R;
@@
 dma_resv_test_signaled(R,
- usage
+ dma_resv_usage_rw(E)
 )

// --- an ioctl handler, typed ----------------------------------------------------

@handler@
identifier f, dev, data, file;
identifier virtual.device_type, virtual.file_type;
@@
 int f(
-	struct drm_device *dev, void *data, struct drm_file *file
+	const struct device_type *dev, const struct file_type *file, void *data
 )
 { ... }

@argument@
identifier handler.f, handler.dev, handler.data, handler.file;
identifier virtual.device_type, virtual.file_type;
identifier arg, type;
@@
 int f(const struct device_type *dev, const struct file_type *file,
-	void *data
+	struct type *arg
 )
 {
 ...
- struct type *arg = data;
 ...
 }

@private@
identifier handler.f, handler.dev, handler.file;
identifier virtual.device_type, virtual.file_type;
identifier own;
parameter P;
@@
 int f(const struct device_type *dev,
-	const struct file_type *file
+	const struct file_type *own
 , P)
 {
 ...
- struct file_type *own = file->driver_priv;
 ...
 }

@depends on private@
identifier handler.file, private.own;
expression handle;
@@
 drm_gem_object_lookup(
- file
+ &own->base
 , handle)

@depends on handler && !private@
identifier handler.file;
expression handle;
@@
 drm_gem_object_lookup(
- file
+ &file->base
 , handle)

// --- a buffer --------------------------------------------------------------------

@gem@
identifier obj;
expression file, handle;
statement S;
@@
- obj = drm_gem_object_lookup(file, handle);
+ SDRM_OWN(gem, obj, sdrm_gem_lookup(file, handle));
 if (
- !obj
+ sdrm_is_err(obj)
 ) S

@depends on patch@
identifier gem.obj;
@@
- drm_gem_object_put(obj);

@depends on patch@
identifier gem.obj;
@@
(
 if (sdrm_is_err(obj))
-	return -ENOENT;
+	return sdrm_err(obj);
|
 if (sdrm_is_err(obj)) {
-	return -ENOENT;
+	return sdrm_err(obj);
 }
)

// --- its reservation -------------------------------------------------------------

@locked@
identifier gem.obj;
symbol resv;
@@
- dma_resv_lock(obj->resv, NULL);
+ SDRM_OWN(resv, resv, sdrm_resv_lock(obj));

@depends on locked@
identifier gem.obj;
symbol resv;
@@
- dma_resv_unlock(obj->resv);

@depends on locked@
identifier gem.obj;
symbol resv;
symbol true, false;
expression E;
@@
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

@reserved depends on locked@
identifier gem.obj, ret;
symbol resv, room;
statement S;
@@
- ret = dma_resv_reserve_fences(obj->resv, 1);
+ SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
 if (
- ret
+ sdrm_is_err(room)
 ) S

@depends on reserved@
identifier gem.obj;
expression fence, E;
symbol resv, room;
@@
(
- dma_resv_add_fence(obj->resv, fence, DMA_RESV_USAGE_WRITE);
+ sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_WRITE);
|
- dma_resv_add_fence(obj->resv, fence, DMA_RESV_USAGE_READ);
+ sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, SDRM_READ);
|
- dma_resv_add_fence(obj->resv, fence, E ? DMA_RESV_USAGE_WRITE : DMA_RESV_USAGE_READ);
+ sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, (E) ? SDRM_WRITE : SDRM_READ);
)

// --- a fence ---------------------------------------------------------------------

@made@
identifier one, own;
identifier virtual.create;
statement S;
@@
- one = create(own, ...);
+ SDRM_OWN(fence, one, sdrm_fence_create(sdrm_file_fence_source(&own->base)));
 if (
- !one
+ sdrm_is_err(one)
 ) S

@depends on made@
identifier made.one;
@@
(
 if (sdrm_is_err(one))
-	return -ENOMEM;
+	return sdrm_err(one);
|
 if (sdrm_is_err(one)) {
-	return -ENOMEM;
+	return sdrm_err(one);
 }
)

@taken@
identifier one, own;
identifier virtual.idr, virtual.mutex, virtual.table;
expression id;
@@
- mutex_lock(&own->mutex);
- one = idr_replace(&own->idr, NULL, id);
- mutex_unlock(&own->mutex);
- if (!one)
-	return -ENOENT;
- if (IS_ERR(one))
-	return PTR_ERR(one);
+ SDRM_OWN(fence, one, sdrm_fence_table_take(&own->table, id));
+ if (sdrm_is_err(one))
+	return sdrm_err(one);

@depends on taken@
identifier taken.one, ret;
@@
- if (dma_fence_is_signaled(one))
-	ret = -ETIMEDOUT;

@kept@
identifier made.one, own, ret;
identifier virtual.idr, virtual.mutex, virtual.table;
expression where;
statement S;
symbol slot;
@@
- mutex_lock(&own->mutex);
- ret = idr_alloc(&own->idr, one, 1, 0, GFP_KERNEL);
- mutex_unlock(&own->mutex);
- if (ret > 0) {
-	where = ret;
-	ret = 0;
- }
+ SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&own->table));
 if (
- ret
+ sdrm_is_err(slot)
 ) S
+ where = sdrm_fence_table_add(sdrm_fence_slot_move(slot), sdrm_fence_move(one));

// Where the function ends the scope signals.
@depends on made@
identifier made.one;
expression E;
@@
 if (E) {
 ...
- dma_fence_signal(one);
- dma_fence_put(one);
 return ...;
 }

@depends on made@
identifier made.one;
@@
- dma_fence_signal(one);
- dma_fence_put(one);
+ sdrm_fence_signal(sdrm_fence_move(one));

@depends on taken@
identifier taken.one;
@@
- dma_fence_signal(one);
- dma_fence_put(one);
+ sdrm_fence_signal(sdrm_fence_move(one));

// --- why it fails ----------------------------------------------------------------

@depends on reserved@
identifier reserved.ret;
symbol room;
@@
(
 if (sdrm_is_err(room))
-	return ret;
+	return sdrm_err(room);
|
 if (sdrm_is_err(room)) {
-	return ret;
+	return sdrm_err(room);
 }
)

@depends on kept@
identifier kept.ret;
symbol slot;
@@
(
 if (sdrm_is_err(slot))
-	return ret;
+	return sdrm_err(slot);
|
 if (sdrm_is_err(slot)) {
-	return ret;
+	return sdrm_err(slot);
 }
)

// --- an open file's data ---------------------------------------------------------

@open@
identifier f, dev, file, data;
identifier virtual.device_type, virtual.file_type;
@@
 int f(
-	struct drm_device *dev, struct drm_file *file
+	const struct device_type *dev, struct file_type *data
 )
 {
 ...
- struct file_type *data;
 ...
- data = kzalloc(sizeof(*data), GFP_KERNEL);
- if (!data)
-	return -ENOMEM;
 ...
- file->driver_priv = data;
 ...
 }

@depends on open@
identifier open.data;
@@
- kfree(data);

@closing@
identifier f, dev, file, data;
identifier virtual.device_type, virtual.file_type;
@@
 void f(
-	struct drm_device *dev, struct drm_file *file
+	const struct device_type *dev, struct file_type *data
 )
 {
 ...
- struct file_type *data = file->driver_priv;
 ...
- kfree(data);
 }

@depends on patch@
identifier own;
identifier virtual.idr, virtual.mutex, virtual.table, virtual.timeout, virtual.most;
@@
- mutex_init(&own->mutex);
- idr_init_base(&own->idr, 1);
+ sdrm_fence_table_init(&own->table, &own->base.managed, timeout, most);

@depends on patch@
identifier own;
identifier virtual.idr, virtual.mutex, virtual.drain;
@@
- idr_for_each(&own->idr, drain, ...);
- idr_destroy(&own->idr);
- mutex_destroy(&own->mutex);
