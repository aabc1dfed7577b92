//! Pictures of every type of page, for eyes: light and dark, on a desk and on a phone, whole pages.

use std::path::Path;

use crate::Bench;

/// Writes the pictures into a folder.
pub(crate) fn take(bench: &Bench, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for (width_px, height_px) in [(1280, 900), (375, 800)] {
        let page = bench.chromium.page(width_px);
        for scheme in ["light", "dark"] {
            page.prefer(scheme);
            for path in bench.sample.page_types() {
                page.resize(width_px, height_px);
                page.go(&bench.sample.url(&path));
                let whole: u32 = page.eval("document.documentElement.scrollHeight");
                page.resize(width_px, whole.clamp(height_px, 12_000));
                let name = path.trim_end_matches(".html").replace('/', "-");
                let file = folder.join(format!("{name}-{scheme}-{width_px}.png"));
                std::fs::write(file, page.picture()).unwrap();
            }
        }
    }
}
