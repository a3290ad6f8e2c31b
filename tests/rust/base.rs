// SPDX-License-Identifier: GPL-2.0

//! Fences with an expiry on GEM objects: the correct driver of the comparison.
//!
//! NOVA's three ioctls stand in for vgem's, because `declare_drm_ioctls!` of 7.3
//! takes argument types from the kernel's own `uapi` crate alone.

use kernel::{
    device::{
        Core,
        DeviceContext, //
    },
    drm::{
        self,
        gem::{
            self,
            shmem,
            BaseObject, //
        },
        ioctl,
        Registered, //
    },
    impl_has_hr_timer,
    new_mutex,
    of,
    platform,
    prelude::*,
    sync::{
        aref::ARef,
        atomic::{
            ordering,
            Atomic, //
        },
        completion::Completion,
        Arc,
        ArcBorrow,
        Mutex, //
    },
    time::{
        hrtimer::{
            ArcHrTimerHandle,
            HrTimer,
            HrTimerCallback,
            HrTimerCallbackContext,
            HrTimerPointer,
            HrTimerRestart,
            RelativeMode, //
        },
        Delta,
        Monotonic, //
    },
    uapi,
    xarray::{
        AllocKind,
        XArray, //
    }, //
};

const MAX_FENCES: usize = 8;

struct VgemDriver;

type VgemDevice<Ctx = drm::Normal> = drm::Device<VgemDriver, Ctx>;
type Bo = shmem::Object<BoData>;

/// What signals once: by hand, or when its timer runs out.
#[pin_data]
struct Fence {
    #[pin]
    timer: HrTimer<Self>,
    #[pin]
    done: Completion,
    signaled: Atomic<u32>,
}

impl Fence {
    fn new() -> Result<Arc<Self>> {
        Arc::pin_init(
            pin_init!(Self {
                timer <- HrTimer::new(),
                done <- Completion::new(),
                signaled: Atomic::new(0),
            }),
            GFP_KERNEL,
        )
    }

    fn signal(&self) -> Result {
        if self.signaled.xchg(1, ordering::Full) != 0 {
            return Err(ETIMEDOUT);
        }
        self.done.complete_all();
        Ok(())
    }

    fn is_signaled(&self) -> bool {
        self.signaled.load(ordering::Acquire) != 0
    }
}

impl HrTimerCallback for Fence {
    type Pointer<'a> = Arc<Self>;

    fn run(this: ArcBorrow<'_, Self>, _ctx: HrTimerCallbackContext<'_, Self>) -> HrTimerRestart {
        let _ = this.signal();
        HrTimerRestart::NoRestart
    }
}

impl_has_hr_timer! {
    impl HasHrTimer<Self> for Fence {
        mode: RelativeMode<Monotonic>, field: self.timer
    }
}

/// A fence of this file's and its running timer.
struct Entry {
    fence: Arc<Fence>,
    _timer: ArcHrTimerHandle<Fence>,
}

impl Drop for Entry {
    fn drop(&mut self) {
        let _ = self.fence.signal();
    }
}

struct State {
    next: usize,
    names: [u8; MAX_FENCES],
}

#[pin_data]
struct File {
    #[pin]
    table: XArray<KBox<Entry>>,
    #[pin]
    state: Mutex<State>,
    calls: Atomic<u32>,
    limit: u32,
}

impl drm::file::DriverFile for File {
    type Driver = VgemDriver;

    fn open(_dev: &VgemDevice) -> Result<Pin<KBox<Self>>> {
        KBox::pin_init(
            pin_init!(Self {
                table <- XArray::new(AllocKind::Alloc1),
                state <- new_mutex!(State { next: 1, names: [0; MAX_FENCES] }),
                calls: Atomic::new(0),
                limit: 64,
            }),
            GFP_KERNEL,
        )
    }
}

impl File {
    /// Attach a new fence to an object: `param` is the object's handle, `value` becomes the
    /// fence's index.
    fn attach(
        _dev: &VgemDevice<Registered>,
        _reg: &RegData,
        arg: &mut uapi::drm_nova_getparam,
        file: &drm::File<File>,
    ) -> Result<u32> {
        let inner = file.inner();
        inner.calls.fetch_add(1, ordering::Relaxed);

        let bo: ARef<Bo> = Bo::lookup_handle(file, arg.param.try_into()?)?;
        let fence = Fence::new()?;
        {
            let mut slot = bo.fence.lock();
            if slot.as_ref().is_some_and(|old| !old.is_signaled()) {
                return Err(EBUSY);
            }
            *slot = Some(fence.clone());
        }

        let timer = fence.clone().start(Delta::from_secs(10));
        let entry = KBox::new(
            Entry {
                fence,
                _timer: timer,
            },
            GFP_KERNEL,
        )?;
        let index = {
            let mut state = inner.state.lock();
            if state.next > inner.limit as usize {
                return Err(ENOSPC);
            }
            let index = state.next;
            state.next = index.checked_add(1).ok_or(EOVERFLOW)?;
            if let Some(name) = state.names.get_mut(index) {
                *name = 1;
            }
            index
        };
        let old = inner.table.lock().store(index, entry, GFP_KERNEL)?;
        drop(old);
        arg.value = index.try_into()?;
        Ok(0)
    }

    /// Create an object of a size.
    fn create(
        dev: &VgemDevice<Registered>,
        _reg: &RegData,
        arg: &mut uapi::drm_nova_gem_create,
        file: &drm::File<File>,
    ) -> Result<u32> {
        let size = kernel::page::page_align(arg.size.try_into()?).ok_or(EINVAL)?;
        if size == 0 {
            return Err(EINVAL);
        }
        let bo = Bo::new(dev, size, shmem::ObjectConfig::default(), ())?;
        arg.handle = bo.create_handle(file)?;
        Ok(0)
    }

    /// Signal a fence by its index.
    fn signal(
        _dev: &VgemDevice<Registered>,
        _reg: &RegData,
        arg: &mut uapi::drm_nova_gem_info,
        file: &drm::File<File>,
    ) -> Result<u32> {
        if arg.pad != 0 {
            return Err(EINVAL);
        }
        let inner = file.inner();
        let entry = inner
            .table
            .lock()
            .remove(arg.handle.try_into()?)
            .ok_or(ENOENT)?;
        entry.fence.signal()?;
        Ok(0)
    }
}

/// What an object has beside its pages.
#[pin_data]
struct BoData {
    #[pin]
    fence: Mutex<Option<Arc<Fence>>>,
}

impl gem::DriverObject for BoData {
    type Driver = VgemDriver;
    type Args = ();

    fn new(_dev: &VgemDevice, _size: usize, _args: ()) -> impl PinInit<Self, Error> {
        try_pin_init!(Self {
            fence <- new_mutex!(None),
        })
    }
}

/// What lives while the device is registered.
struct RegData {}

#[vtable]
impl drm::Driver for VgemDriver {
    type Data = ();
    type RegistrationData<'a> = RegData;
    type File = File;
    type Object = Bo;
    type ParentDevice<Ctx: DeviceContext> = platform::Device<Ctx>;

    const INFO: drm::DriverInfo = drm::DriverInfo {
        major: 1,
        minor: 0,
        patchlevel: 0,
        name: c"rvgem",
        desc: c"Virtual GEM provider in Rust",
    };
    const FEAT_RENDER: bool = true;

    kernel::declare_drm_ioctls! {
        (NOVA_GETPARAM, drm_nova_getparam, ioctl::RENDER_ALLOW, File::attach),
        (NOVA_GEM_CREATE, drm_nova_gem_create, ioctl::RENDER_ALLOW, File::create),
        (NOVA_GEM_INFO, drm_nova_gem_info, ioctl::RENDER_ALLOW, File::signal),
    }
}

struct VgemPlatform;

struct Bound<'bound> {
    _reg: drm::Registration<'bound, VgemDriver>,
}

kernel::of_device_table!(
    OF_TABLE,
    <VgemPlatform as platform::Driver>::IdInfo,
    [(of::DeviceId::new(c"test,rvgem"), ())]
);

impl platform::Driver for VgemPlatform {
    type IdInfo = ();
    type Data<'bound> = Bound<'bound>;
    const OF_ID_TABLE: Option<of::IdTable<Self::IdInfo>> = Some(&OF_TABLE);

    fn probe<'bound>(
        pdev: &'bound platform::Device<Core<'_>>,
        _info: Option<&'bound Self::IdInfo>,
    ) -> impl PinInit<Self::Data<'bound>, Error> + 'bound {
        let drm = drm::UnregisteredDevice::<VgemDriver>::new(pdev, Ok(()))?;
        // SAFETY: `reg` is stored in `Bound` and dropped when the driver is unbound; it is never
        // forgotten.
        let reg = unsafe { drm::Registration::new(pdev.as_ref(), drm, RegData {}, 0)? };
        Ok(Bound { _reg: reg })
    }
}

kernel::module_platform_driver! {
    type: VgemPlatform,
    name: "rvgem",
    authors: ["sdrm"],
    description: "Fences with an expiry on GEM objects",
    license: "GPL v2",
}
