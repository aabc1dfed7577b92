//! Plain text as Markdown.

/// Returns text as Markdown in which nothing is markup, as a title or as a line of a list.
pub fn as_markdown(text: &str) -> String {
    let mut out = String::new();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, letter) in text.char_indices() {
        let starts_block = match at {
            0 => "+-=".contains(letter),
            at => at == digits && ".)".contains(letter),
        };
        if starts_block || "\\`*_[]<>{}#~|&@".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::as_markdown;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(as_markdown("../*Öl* & <b> [[x]]"), "../\\*Öl\\* \\& \\<b\\> \\[\\[x\\]\\]");
        assert_eq!(as_markdown("3. Ask - then act"), "3\\. Ask - then act");
        assert_eq!(as_markdown("- 5 % (done)"), "\\- 5 % (done)");
    }
}
