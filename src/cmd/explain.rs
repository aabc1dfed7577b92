//! `throughline explain`: what a rule means.

use super::Terminal;
use crate::config::Misuse;
use crate::diag::{Code, did_you_mean};

/// Prints the text of a rule, or the list of all.
///
/// # Errors
///
/// Where there is no such rule.
pub fn run(code: Option<&str>, terminal: &Terminal) -> anyhow::Result<u8> {
    let Some(text) = code else {
        let lines = Code::all()
            .map(|code| format!("{code}  {:<8}  {}\n", code.severity().name(), code.title()));
        terminal.data(&lines.collect::<String>())?;
        return Ok(0);
    };
    let Some(code) = Code::parse(text) else {
        let all: Vec<String> = Code::all().map(|code| code.to_string()).collect();
        let hint = did_you_mean(text, all.iter().map(String::as_str))
            .unwrap_or_else(|| "`throughline explain` without a code lists all rules".to_owned());
        return Err(Misuse::error(format!("there is no rule `{text}`"), hint));
    };
    let (title, severity) = (code.title(), code.severity().name());
    // The text begins with the title, which stands here with the severity.
    let body = code.explain().split_once('\n').map_or("", |(_, body)| body);
    terminal.data(&format!("{code}: {title} ({severity})\n\n{}\n", body.trim()))?;
    Ok(0)
}
