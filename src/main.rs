//! The `throughline` program: hands its arguments to the library and exits with the code it gives.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(throughline::cli::main())
}
