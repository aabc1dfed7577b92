//! Throughline: a static site generator for alignment docs.
