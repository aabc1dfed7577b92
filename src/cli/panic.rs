//! A panic is a bug of this program, and is told as one.

use std::panic::{PanicHookInfo, catch_unwind, set_hook};

use crate::cmd::say;

/// Returns what `run` returns, or 70 after telling of its panic.
pub(super) fn caught(run: impl FnOnce() -> u8 + std::panic::UnwindSafe) -> u8 {
    set_hook(Box::new(tell));
    catch_unwind(run).unwrap_or(70)
}

fn tell(panic: &PanicHookInfo<'_>) {
    let payload = panic.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    say(&format!(
        "error: internal error: {message}\n \
         --> {place} (throughline {version})\n\
         help: this is a bug; please report it with the \
         lines above and what you did\n"
    ));
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_becomes_exit_code_70() {
        assert_eq!(caught(|| panic!("this panic belongs to a test")), 70);
        assert_eq!(caught(|| 3), 3);
    }
}
