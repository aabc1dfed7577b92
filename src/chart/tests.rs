//! Tests of the module's pictures.
