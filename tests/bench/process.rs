//! What processes cost, as Linux tells it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The kernel counts CPU time of processes in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// What a finished process has cost.
#[derive(Clone, Copy)]
pub(crate) struct Spent {
    pub(crate) wall: Duration,
    pub(crate) cpu: Duration,
    pub(crate) peak_kib: u64,
}

/// Returns the program, to be run quietly.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
    for name in ["ROOT", "OUTPUT", "CONFIG", "AS_OF", "BASE_URL", "PORT"] {
        command.env_remove(format!("THROUGHLINE_{name}"));
    }
    command.stdin(Stdio::null());
    command
}

/// Runs a command to its end; fails where it fails.
pub(crate) fn run(command: &mut Command) -> Spent {
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut peak_kib = 0;
    // Peak memory only grows, so that the last look before the end is short of the truth by what
    // happened within one pause.
    let wall = loop {
        match peak(child.id()) {
            Some(seen) => peak_kib = peak_kib.max(seen),
            // Without memory it has ended, and waits for its parent: its times are final now.
            None => break started.elapsed(),
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let cpu = cpu_of(&format!("/proc/{}/stat", child.id()));
    assert!(child.wait().unwrap().success(), "{command:?} failed");
    Spent { wall, cpu, peak_kib }
}

/// Returns the highest amount of memory that a process has held, in KiB.
pub(crate) fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Returns the CPU time of this process, in all its threads, to the nanosecond.
pub(crate) fn own_cpu() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let spent = tasks.map(|task| {
        let text = std::fs::read_to_string(task.unwrap().path().join("schedstat"));
        let text = text.expect("this kernel counts the time of threads");
        text.split(' ').next().unwrap().parse::<u64>().unwrap()
    });
    Duration::from_nanos(spent.sum())
}

fn cpu_of(stat: &str) -> Duration {
    let text = std::fs::read_to_string(stat).unwrap();
    // The name of the program may hold anything; what follows its parenthesis is numbers.
    let fields: Vec<&str> = text.rsplit_once(") ").unwrap().1.split(' ').collect();
    let ticks: u32 = fields[11].parse::<u32>().unwrap() + fields[12].parse::<u32>().unwrap();
    TICK * ticks
}

/// A folder in memory where there is one, removed at the end.
pub(crate) fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() };
    let place: PathBuf = place.canonicalize().unwrap();
    tempfile::Builder::new().prefix("throughline-bench-").tempdir_in(place).unwrap()
}

/// A process that ends with this value.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
