# SPDX-License-Identifier: GPL-2.0
"""Which concept a raw name of the kernel's belongs to, and what sdrm has in its place.

For the hint of a finding, and for the summary of a driver's raw names.
"""
import re
from functools import lru_cache

# Concept, names, and what takes their place: the first that fits. None: nothing yet. The
# names are matched at their start, without the case and the prefixes below; \1 in a
# replacement is a part of the name. cocci/test holds the replacements against include/sdrm.
KINDS = [(concept, re.compile(names, re.I), write) for concept, names, write in (
    ("private names of sdrm", "sdrm_", "an sdrm_ call: this one is private to sdrm"),

    # Made by macros, which must not be taken for what they make.
    ("owners", "(free|cleanup|attribute|class)$|lock_guard|no_free_ptr|return_ptr|retain_and",
     "SDRM_OWN()"),

    ("ioctls", "drm_(render_allow|auth|master|root_only)$", r"SDRM_\1, in SDRM_IOCTL()"),
    ("ioctls", "drm_ioctl|drm_noop$|drm_invalid_op|drm_compat_ioctl|drm_unlocked$",
     "SDRM_IOCTL_DEFINE() and SDRM_IOCTL()"),
    ("user memory", ".*(copy_(to|from)_user|[gp][eu]t_user|user_ptr)|access_ok|import_iovec"
     "|clear_user", "SDRM_IOCTL_DEFINE(): the argument arrives and leaves copied; or "
     "sdrm_gem_list_lookup_user()"),

    # Of a device and its files.
    ("devices and files", r"drm_gem\w*_(fops|driver_ops\w*)$|drm_gem_(mmap|dumb)|drm_(open|poll"
     "|read|release)$", "sdrm_module_driver(), which has them: .gem = &sdrm_gem_shmem"),
    ("devices and files", "driver_syncobj", "sdrm_device_offer_syncobj()"),
    ("devices and files", "file_operations|drm_(driver|device|file)$|drm_minor|driver_(gem|render"
     r"|modeset|atomic)|(drm_dev|dev|filp)->|driver_priv|(dev_)?private(_data)?$|container_of",
     "the typed arguments of handlers and callbacks; see SDRM_DRIVER_TYPES()"),
    ("devices and files", "drm_dev_(enter|exit|unplug|is_unplugged)", "sdrm_device_unplug()"),
    ("messages", "((pr|dev|drm)_(info|err|warn|warning|dbg|debug|notice|alert|crit|emerg)|printk)"
     "|drm_(debug|info|error|note|warn)|drm_dev_(err|warn|info|debug)|dev_err_probe|drm_(warn|ut)_|warn_once|bug(_on)?$"
     "|dump_stack|warn$|print_hex_dump", "sdrm_debug()"),
    ("modules and devices", "module_(init|exit|put|get)|try_module_get|this_module|drm_dev_"
     "|(drm_)?(firmware_drivers_only|module_p)|platform_device_(un)?register|faux_|devres_"
     "|init$|exit$|initdata|initconst|exitdata|section$|ro_after",
     "sdrm_module_driver(), which has both halves"),
    ("module parameters", "module_param|kernel_param|kstrto|parm_desc",
     "SDRM_PARAM_UINT() or SDRM_PARAM_BOOL()"),

    # Buffers.
    ("GEM objects of DMA, VRAM, TTM", "drm_gem_(dma|vram|ttm)", None),
    ("GEM objects", "drm_gem_(?!.*(fb|framebuffer|plane|atomic|shadow))|drm_gem$|to_drm_gem",
     "SDRM_OWN(gem, bo, sdrm_gem_lookup(...)), which puts at scope end"),
    ("dma-buf and PRIME", "dma_buf|drm_prime", None),
    ("memory managers", "ttm_|drm_mm|drm_buddy|drm_vram|drm_gpuvm", None),
    ("mappings of memory", "vm_(?!alloc)|vma|vmf_|drm_vma|pgprot|remap_|io_mapping|vmap|vunmap"
     "|iosys_map|page_kernel|find_vma|dma_buf_map|kmap|kunmap", None),
    ("pages and shmem", "page(_|s$|$)|shmem_|pfn|get_page|put_page|phys|virt_to|page_mask"
     "|mapping_|set_page|shrinker|register_shrinker|unregister_shrinker", None),
    ("DMA and IOMMU", "sg_|sg$|scatterlist|for_each_sg|dma_(map|unmap|alloc|free|addr|set|coerce"
     r"|sync|bit_mask|to_|from_|bidirectional|data|mapping|get|mmap|wmb|rmb)|iommu|io_pgtable"
     "|alloc_io_pgtable|free_io_pgtable", None),
    ("reservations", "dma_resv_(lock|unlock|trylock)|ww_|drm_modeset_(lock|unlock)"
     "|drm_gem_(un)?lock_reservations",
     "SDRM_OWN(resv, resv, sdrm_resv_lock(bo)), which unlocks at scope end"),
    ("reservations", "dma_resv", "sdrm_resv_is_idle(), sdrm_resv_reserve(), sdrm_resv_add()"),
    ("fences", "dma_fence_wait", "sdrm_fence_wait(), with no reservation locked"),
    ("fences", "dma_fence", "SDRM_OWN(fence, ...) or SDRM_OWN(fence_ref, ...)"),
    ("sync files", "sync_file|fd_install|(get|put)_unused_fd|anon_inode|fput|fget|o_cloexec",
     "SDRM_IOCTL_FD_DEFINE(), and return sdrm_sync_file_create()"),
    ("sync objects", "drm_syncobj", None),
    ("job scheduling", "drm_(gpu_)?sched", None),

    # Displays. What sdrm sets up is in the first of these.
    ("displays: bridges, panels, MIPI", "mipi_|drm_(bridge|panel|mipi|of_)|of_drm|devm_drm_panel"
     "|drm_dsc|cec_|drm_hdmi|hdmi_|drm_dp|drm_scdc|backlight|snd_", None),
    ("displays: EDID and modes", ".*edid|drm_(add|do_get|set_preferred|cvt|gtf|mode_probed"
     "|helper_probe)|drm_display_(mode|info)|mode_(ok|bad|clock|h|v|pan|no|one|error)|drm_simple_mode"
     "|connector_status|[hv](display|sync|total)|drm_mode_(flag|type)", None),
    ("displays: drawing", "drm_(rect|clip_rect|fb_(?!helper|dma)|format|fixp|int2fixp|color|damage"
     r"|atomic_helper_damage)|drm_gem_fb_|\w*shadow_plane|drm_fourcc|drm_int2", None),
    ("displays: console and aperture", "drm_(fbdev|fb_helper|client|aperture|kms_helper_poll)"
     "|aperture_|simplefb|fb_", None),
    ("displays: simple pipe", "drm_simple_", "sdrm_setup_plane(), sdrm_setup_crtc(), "
     "sdrm_setup_connector()"),
    ("displays", "drm_plane_type_(primary|overlay|cursor)$", r"SDRM_PLANE_\1, in sdrm_setup_plane()"),
    ("displays", "(drm_)?(for_each_((new|old|oldnew)_)?)?(drm_)?(universal_plane|send_event|crtc|plane|connector|encoder|mode_|modeset"
     "|framebuffer|atomic_(helper|state|get|commit|check)|vblank|writeback|property|object_(attach"
     "|prop)|private_(obj|state)|pending_vblank|helper_|kms_helper|gem_plane|gem_\w*shadow|blend|rotation|tv_|lease)"
     "|drm_fb_dma|to_drm_shadow",
     "what <sdrm/kms/setup.h> has; the rest is the library's"),

    # State, time, order.
    ("timers", r"(timer|del_timer|mod_timer|hrtimer)\w*$|\w+_timer(_sync)?$|from_timer",
     "sdrm_fence_table_init(), whose timeout is each fence's deadline"),
    ("timeouts", r".*jiff(y|ies)|hz$",
     "milliseconds, in which sdrm_fence_wait() and sdrm_fence_table_init() take a timeout"),
    ("delays and clocks", r".*ktime|.*(msleep|usleep|[nmu]delay|fsleep)|local_clock|sched_clock"
     "|ns_to_|ms_to_|us_to_|timespec", None),
    ("work and threads", r"(\w+_)?(delayed_)?work(queue)?(_|$)|(alloc|destroy|flush|drain)\w*_workqueue"
     r"|alloc_ordered|kthread|system_\w*wq|queue_work|tasklet|current$|task_|signal_pending"
     "|schedule$|cond_resched", None),
    ("waiting", "wait_|(init_)?wait(queue|_event)|wake_up|complet|init_complet|reinit_complet"
     "|schedule_timeout|prepare_to_wait|finish_wait|add_wait|remove_wait", None),
    ("interrupts", r"\w*irq(return|f|_handled|_none|_wake)?(_\w+)?$|irq|(free|request|enable|disable"
     r"|synchronize)\w*_irq|in_interrupt|local_irq|local_bh", None),
    ("locks and guarded state", "(raw_)?spin|(mutex|rwsem|rwlock|rw|down|up)_|mutex$|semaphore|seq(lock"
     "|count)|read_lock|read_unlock|write_lock|write_unlock|scoped_|guard|lockdep|lock_class"
     "|might_(sleep|lock)", "SDRM_LOCKED(), with state declared by SDRM_GUARDED()"),
    ("RCU", "s?rcu|call_s?rcu|synchronize_s?rcu|kfree_rcu|rcu_", None),
    ("counters, flags, bits", "refcount|kref|atomic|(read|write)_once|smp_|x?chg|cmpxchg|(test|set|clear"
     "|change)_bit|test_and_|[rw]?mb$", "struct sdrm_counter or struct sdrm_flag"),
    ("bits and numbers", r"(declare_)?bitmap|(for_each_(set|clear)|find_\w+)_bit|hweight|ffs|fls|__ffs|do_div|div(64|_u64|_s64)"
     "|mul_u|order_base|roundup_pow|is_power|swap$|mult_frac|int_(sqrt|pow)|prandom|get_random|crc"
     r"|[us](int|long|char|short)$", None),
    ("ids and tables", "(idr|ida|xa|xarray|hash)(_|$)|hashtable",
     "struct sdrm_fence_table or struct sdrm_gem_map, for what user space names by an id"),
    ("lists, trees, queues", "(hlist|list|llist|rb|radix|interval_tree|kfifo)(_|$)|_?list_head", None),
    ("memory", "(k[mzvc]?|kv[mzc]?|vm|vz|kmem_cache_)[mzc]?alloc|kv?free|kmem|vfree|krealloc|gfp_|gfp$"
     "|slab_|memdup|kmemdup|kvmalloc|kasprintf|kstrdup|alloc_(percpu|pages)|struct_size|add_action"
     "|kalloc|action_or_reset|array_size|vmalloc",
     "a member of the file or device data, which sdrm allocates and frees"),
    ("copies and text", "mem(cpy|set|move|cmp|zero|chr)|(v?s[cn]?n?printf|str[a-z]+|strscpy|sysfs_emit|sscanf"
     "|match_string|str_)", None),
    ("results", "is_err|ptr_err|err_ptr|err_cast|e(probe|restart)", "sdrm_is_err() and sdrm_err()"),

    # Buses, hardware, the rest of the kernel.
    ("configfs", "configfs_|config_(item|group)|to_configfs", "sdrm_module_configfs() and its tables"),
    ("debugfs", "debugfs_(?!reg)|drm_debugfs|drm_info_(list|node)", "sdrm_module_debugfs(), for ioctls"),
    ("seq_file, sysfs, core dumps", "seq_|single_(open|release)|(show|simple)_attribute"
     "|debugfs_reg|drm_(printer|print|seq_file|show|puts)|sysfs|device_attr|attribute|kobj|bin_attribute|devcd"
     "|dev_coredump", None),
    ("tracing", "trace|tp_|entry$|field$|(declare_)?event_class|event$|print_symbolic|string$", None),
    ("registers", r"(io)?(read|write)[bwlq8]|io(read|write)(8|16|32|64)|(in|out)[bwl]$|ioremap|iounmap"
     r"|\w*resource|regmap|\w*_poll_timeout|iomem|ioresource|reg_field", None),
    ("clocks, resets, regulators", "(of_)?clk|reset_control|regulator|gpiod?_|gpio|pwm|phy_|devfreq|opp"
     "|thermal|dev_pm_opp|of_(devfreq|thermal)|device_link|nvmem|bcm|rpi_", None),
    ("power management", r"pm_|dev_pm|runtime_pm|\w*pm_ops|(system_)?(sleep|late|noirq)\w*pm|pmsg", None),
    ("PCI", "pci|to_pci|vga_|drm_aperture_remove_conflicting_pci", None),
    ("USB", r"usb|urb|to_usb|interface_to_usb|module_usb", None),
    ("SPI and I2C", r"spi|i2c|to_spi|module_(spi|i2c)", None),
    ("virtio", r"virtio|virtqueue|virtio_|vdev|register_virtio|module_virtio", None),
    ("device tree and platform", "of_|platform_|module_platform|to_platform|device_(node|property|get|"
     "match|add|del|create|register|unreg|initcall)|fwnode|component|dev_(get|set)|device$|(get|put)_device"
     "|module_device_table|for_each_(available_)?child|match|acpi|dmi|dev_name|bus_|class_|soc_", None),
)]
# What says how long a thing lives or how it is declared, and not what it is.
PREFIX = re.compile(r"(?:__+|devm_|drmm_|define_|declare_|init_|set_(?=\w*pm_ops))+", re.I)
OTHER = "others"


@lru_cache(maxsize=None)
def of(name):
    """The concept of a raw name, and what takes its place or None."""
    for short in (name, PREFIX.sub("", name, count=1)):
        for concept, names, write in KINDS:
            found = names.match(short)
            if found:
                return concept, write and found.expand(write)
    return OTHER, None


def instead(name):
    """For the hint of a finding."""
    concept, write = of(name)
    if write:
        return write
    if concept == OTHER:
        return "an sdrm_ call; if there is none, add it to abstractions/"
    return f"an sdrm_ call; there is none yet for {concept}: add it to abstractions/"
