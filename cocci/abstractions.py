# SPDX-License-Identifier: GPL-2.0
"""What abstractions.cocci does with the calls that it sees: pairs and reasons.

Every raw call in abstractions/ and include/sdrm is here, or it is a finding: as
what takes something, with what gives it back; or as what takes nothing.
"""
import os
import re

import boundary
from source import say, strip

# What takes, and what gives back: one of these is in the same concept's files, the .c or the
# header of that name; of a module that has a folder, in that folder.
PAIRS = {take: give.split() for take, give in (line.split(": ") for line in """
kzalloc: kfree kfree_rcu
kmalloc: kfree
kcalloc: kfree
kvzalloc: kvfree
kvmalloc: kvfree
kvmalloc_array: kvfree
kmemdup: kfree
kstrdup: kfree
refcount_inc: refcount_dec_and_test
refcount_set: refcount_dec_and_test
kref_init: kref_put
kref_get: kref_put
atomic_inc: atomic_dec atomic_dec_and_test
__module_get: module_put
try_module_get: module_put
spin_lock: spin_unlock
spin_lock_bh: spin_unlock_bh
spin_lock_irq: spin_unlock_irq
spin_lock_irqsave: spin_unlock_irqrestore
mutex_lock: mutex_unlock
mutex_lock_killable: mutex_unlock
rcu_read_lock: rcu_read_unlock
timer_setup: timer_shutdown_sync
mod_timer: timer_shutdown_sync
add_timer: timer_shutdown_sync
INIT_WORK: cancel_work_sync destroy_workqueue
INIT_WORK_ONSTACK: destroy_work_on_stack
drm_connector_list_iter_begin: drm_connector_list_iter_end
queue_work: cancel_work_sync destroy_workqueue
schedule_work: cancel_work_sync
INIT_DELAYED_WORK: cancel_delayed_work_sync
schedule_delayed_work: cancel_delayed_work_sync
alloc_ordered_workqueue: destroy_workqueue
hrtimer_init: hrtimer_cancel
hrtimer_setup: hrtimer_cancel
hrtimer_start: hrtimer_cancel
call_rcu: kfree
call_rcu_tasks: kfree
platform_device_register_simple: platform_device_unregister
platform_device_register_full: platform_device_unregister
platform_device_alloc: platform_device_put
platform_device_add: platform_device_unregister
faux_device_create: faux_device_destroy
devres_open_group: devres_release_group
__devm_drm_dev_alloc: devres_release_group
devm_drm_dev_alloc: devres_release_group
drm_dev_register: drm_dev_unregister drm_dev_unplug
drm_dev_get: drm_dev_put
drm_dev_enter: drm_dev_exit
configfs_register_subsystem: configfs_unregister_subsystem
config_group_get: config_group_put
inode_lock: inode_unlock
ihold: iput
configfs_add_default_group: configfs_remove_default_groups
config_group_init: config_group_put config_item_put
drm_universal_plane_init: drm_plane_cleanup
drm_crtc_init_with_planes: drm_crtc_cleanup
drm_encoder_init: drm_encoder_cleanup
drm_connector_init: drm_connector_cleanup
drm_writeback_connector_init: drm_connector_cleanup
drm_writeback_queue_job: drm_writeback_signal_completion
__drm_atomic_helper_crtc_duplicate_state: __drm_atomic_helper_crtc_destroy_state
DRM_MODESET_LOCK_ALL_BEGIN: DRM_MODESET_LOCK_ALL_END
drm_crtc_vblank_on: drm_crtc_vblank_off
drm_crtc_vblank_get: drm_crtc_vblank_put
drm_framebuffer_get: drm_framebuffer_put
drm_gem_fb_init_with_funcs: drm_gem_fb_destroy
drm_gem_fb_vmap: drm_gem_fb_vunmap
drm_gem_fb_begin_cpu_access: drm_gem_fb_end_cpu_access
drm_cvt_mode: drm_mode_probed_add
drm_client_setup: drm_client_dev_unregister
drm_fbdev_shmem_setup: drm_client_dev_unregister
drm_fbdev_generic_setup: drm_client_dev_unregister
drm_gem_object_lookup: drm_gem_object_put
drm_gem_object_get: drm_gem_object_put
dma_resv_lock: dma_resv_unlock
dma_resv_lock_interruptible: dma_resv_unlock
dma_fence_get: dma_fence_put __sdrm_fence_release
dma_fence_init: dma_fence_put __sdrm_fence_release
dma_fence_get_rcu: dma_fence_put
sync_file_create: fput
sync_file_get_fence: dma_fence_put
get_unused_fd_flags: fd_install put_unused_fd
debugfs_create_dir: debugfs_remove
debugfs_create_file_unsafe: debugfs_remove
debugfs_lookup: dput
dget: dput
dma_buf_get: dma_buf_put
xa_init: xa_destroy
idr_init: idr_destroy
hlist_add_head: hlist_del
list_add_tail: list_del list_del_init
rb_add: rb_erase
rb_find_add: rb_erase
ww_acquire_init: ww_acquire_fini
dma_resv_lock_slow: dma_resv_unlock
xa_init_flags: xa_destroy
xa_alloc: xa_erase
""".strip().split("\n"))}

# What takes nothing that somebody has to give back.
NOTHING = set("""
array_index_nospec
cond_resched memcpy memset strlen strscpy msecs_to_jiffies time_before
INIT_LIST_HEAD INIT_HLIST_HEAD list_empty list_move_tail list_splice_tail
list_first_entry_or_null list_for_each_entry list_for_each_entry_safe hlist_for_each_entry
spin_lock_init mutex_init atomic_set atomic_read refcount_read smp_load_acquire cmpxchg
smp_store_release READ_ONCE WRITE_ONCE atomic_try_cmpxchg this_cpu_ptr
get_random_bytes get_random_u32 fatal_signal_pending
rb_first rb_entry rb_entry_safe RB_CLEAR_NODE RB_EMPTY_NODE
to_faux_device to_platform_device kfree_rcu
ktime_before ktime_to_ns get_task_comm module_name simple_empty d_can_lookup
copy_from_user copy_to_user
dma_coerce_mask_and_coherent DMA_BIT_MASK drmm_add_action_or_reset
dma_fence_context_alloc dma_fence_signal dma_fence_check_and_signal
dma_fence_is_signaled dma_fence_wait_timeout dma_fence_set_error
rcu_access_pointer RCU_INIT_POINTER dma_fence_free
__mutex_init init_completion complete wait_for_completion ww_acquire_done
atomic_inc_return atomic_add_unless atomic_try_cmpxchg
test_bit test_and_set_bit test_and_clear_bit
xa_for_each xa_load XA_LIMIT
get_user u64_to_user_ptr snprintf capable
drmm_add_action drm_ioctl drm_ioctl_kernel compat to_drm_gem_shmem_obj
dma_resv_reserve_fences dma_resv_add_fence dma_resv_usage_rw dma_resv_for_each_fence
synchronize_rcu_tasks rcu_barrier synchronize_rcu might_sleep lockdep_assert_held
param_set_uint_minmax param_get_uint module_param module_param_cb pr_debug pr_err pr_notice
rcu_barrier_tasks boot_cpu_has drm_err
wait_var_event wake_up_var flush_workqueue flush_work current_work msleep complete_all
drm_for_each_plane drm_for_each_crtc drm_for_each_connector_iter
ktime_get hrtimer_forward_now hrtimer_is_queued hrtimer_try_to_cancel
drm_connector_helper_add drm_crtc_helper_add drm_plane_helper_add
drm_mode_set_name drm_connector_attach_encoder drm_crtc_mask drm_encoder_mask drm_set_preferred_mode
drm_mode_config_reset __drm_atomic_helper_crtc_reset drm_any_plane_has_format
drm_object_property_get_default_value
drm_atomic_get_new_connector_state drm_atomic_get_new_crtc_state drm_atomic_get_new_plane_state
drm_atomic_crtc_needs_modeset drm_atomic_crtc_state_for_each_plane_state
for_each_new_plane_in_state __drm_atomic_get_current_plane_state
drm_atomic_helper_check_plane_state drm_atomic_helper_disable_all
drm_atomic_helper_commit_modeset_disables drm_atomic_helper_commit_planes
drm_atomic_helper_commit_modeset_enables drm_atomic_helper_fake_vblank
drm_atomic_helper_commit_hw_done drm_atomic_helper_wait_for_flip_done
drm_atomic_helper_cleanup_planes
drm_crtc_vblank_count drm_crtc_handle_vblank drm_crtc_send_vblank_event
drm_crtc_arm_vblank_event drm_crtc_add_crc_entry
drm_connector_for_each_possible_encoder drm_for_each_encoder_mask drm_kms_helper_hotplug_event
drm_info pr_info scnprintf kstrtobool kstrtouint config_item_name
""".split())

# What these take belongs to the object that they are passed (a commit, a plane's state, a
# connector, the device), and goes when that goes, without a call here.
PASSED = set("""
drm_atomic_get_crtc_state drm_atomic_add_affected_planes drm_gem_plane_helper_prepare_fb
drm_add_modes_noedid drmm_mode_config_init drmm_kzalloc drmm_kcalloc drm_vblank_init
config_item_set_name device_set_driver_override driver_set_override
""".split())

# Given away for good, to code outside sdrm: concept (of a module that has a folder, that),
# call, who gives back.
GIVEN_AWAY = {
    **{("kms", setup): "drm_dev_unregister(), by drm_client_dev_unregister()"
       for setup in ("drm_client_setup", "drm_fbdev_shmem_setup", "drm_fbdev_generic_setup")},
    **{("configfs", take): "the work itself, for which unloading waits"
       for take in ("INIT_WORK", "schedule_work")},
    ("kms", "schedule_work"): "the work itself, for which the last put of the device waits",
    ("gem_obj", "kzalloc"): "drm_gem_shmem_free(), which &drm_gem_object_funcs.free names",
    ("sync_file", "sync_file_get_fence"): "the end of a struct sdrm_fence_ref, in fence_wrap.h",
    **{("internal", take): "the last put of the fence, its .release"
       for take in ("refcount_inc", "dma_fence_init")},
}

# Names that reason about values and touch no object: no comment is owed.
PURE = boundary.PURE | set("""
IS_ERR IS_ERR_OR_NULL IS_ERR_VALUE PTR_ERR ERR_PTR ERR_CAST PTR_ERR_OR_ZERO container_of
typeof_member sizeof __always_inline module_init module_exit EXPORT_SYMBOL_GPL
MODULE_DESCRIPTION MODULE_AUTHOR MODULE_LICENSE MODULE_PARM_DESC
__builtin_constant_p __attribute__ priv struct_size XA_LIMIT min min_t READ_ONCE WRITE_ONCE
strlen time_before msecs_to_jiffies DMA_BIT_MASK _IOC_SIZE _IOC_DIR _IOC_NR _IOC_TYPE DRM_IOCTL_NR
rb_entry rb_entry_safe strcmp swap hweight32 __ffs div_u64 div64_u64
ktime_sub ktime_add_ns ns_to_ktime drm_rect_width drm_rect_height drm_crtc_index drm_plane_mask
to_delayed_work drm_connector_to_writeback to_config_group to_configfs_subsystem d_inode
""".split())

GIVE = {name for names in PAIRS.values() for name in names}
calls = []
texts = {}


def text_of(path):
    if path not in texts:
        with open(path, errors="replace") as file:
            raw = file.read()
        texts[path] = (raw, strip(raw))
    return texts[path]


def module(path):
    """The tree that a file is in, and its module's folder: "" for those right in abstractions/
    and include/sdrm, None for a file that is in neither."""
    folder = os.path.dirname(os.path.abspath(path))
    m = re.match(r"(.*)/(?:abstractions|include/sdrm)(?:/(\w+))?$", folder)
    return (m[1], m[2] or "") if m else (folder, None)


def sources(tree, *folders):
    """What is right in these folders of abstractions/ and include/sdrm."""
    rooms = [os.path.join(tree, part, folder) for folder in folders
             for part in ("abstractions", "include/sdrm")]
    return [os.path.join(room, name) for room in rooms if os.path.isdir(room)
            for name in os.listdir(room)
            if name.endswith((".c", ".h")) and not name.endswith(".mod.c")]


def concept(path):
    """The .c file and the header of the same name. A module that has a folder is one concept."""
    stem = os.path.splitext(os.path.basename(path))[0]
    tree, folder = module(path)
    if folder:
        return folder, sources(tree, folder)
    near = [os.path.join(tree, name) for name in os.listdir(tree)] if folder is None \
        else sources(tree, "")
    return stem, [file for file in near if os.path.isfile(file)
                  and os.path.basename(file) in (stem + ".c", stem + ".h")]


def own_names(path):
    """All that the abstractions define themselves: the module, and the one that it is built on."""
    tree, folder = module(path)
    files = [path] if folder is None else sources(tree, *{"", folder})
    return {name for file in files for name in
            boundary.source(file).definitions | set(boundary.source(file).macros)
            | boundary.source(file).members}


def seen(positions, name):
    calls.extend((p.file, int(p.line), name, p.current_element) for p in positions)


def has_reason(path, line):
    """Is there a comment above the call, in its paragraph, or on the function?"""
    raw, bare = text_of(path)
    raw, bare = raw.split("\n"), bare.split("\n")
    at = line - 1
    while at > 0 and raw[at - 1].strip() and not raw[at - 1].startswith(("{", "}")):
        at -= 1
        if "/*" in raw[at] or "*/" in raw[at] or raw[at].lstrip().startswith("*"):
            return True
    if "/*" in raw[line - 1]:
        return True
    return on_function(raw, line - 1)


def on_function(raw, at):
    """The comment right above the function, if it is for the reader of the code."""
    while at > 0 and not raw[at].startswith("{"):
        at -= 1
    while at > 0 and raw[at - 1].strip() and not raw[at - 1].rstrip().endswith("*/"):
        at -= 1
    if at == 0 or not raw[at - 1].rstrip().endswith("*/"):
        return False
    while at > 0 and "/*" not in raw[at]:
        at -= 1
    return not raw[at].lstrip().startswith("/**")


def judge_pair(path, line, name):
    stem, files = concept(path)
    if name in PAIRS:
        present = any(re.search(rf"\b{give}\b", text_of(file)[1])
                      for give in PAIRS[name] for file in files)
        if not present and (stem, name) not in GIVEN_AWAY:
            say(path, line, f"{name}() takes what nothing in {stem} gives back",
                f"its {' or '.join(give + '()' for give in PAIRS[name])} beside it",
                "pair", name)
        if present and (stem, name) in GIVEN_AWAY:
            say(path, line, f"{name}() is given back here after all",
                "GIVEN_AWAY in cocci/abstractions.py without it", "pair", name)
    elif name not in GIVE | NOTHING | PASSED:
        say(path, line, f"{name}() is in no list, so nobody knows what it takes",
            "it into PAIRS, NOTHING or PASSED of cocci/abstractions.py", "pair", name)


def finish():
    for path in {call[0] for call in calls}:
        own = own_names(path)
        for file, line, name, function in calls:
            if (file != path or name in own or name in PURE or boundary.PURE_LIKE.match(name)
                    or re.match("_?_?(sdrm|SDRM)_", name) or boundary.source(file).in_macro(line)):
                continue
            judge_pair(file, line, name)
            if not has_reason(file, line):
                say(file, line, f"{name}() without a reason",
                    "a comment above it that says why its contract holds",
                    "reason", name, None, function)
    calls.clear()
