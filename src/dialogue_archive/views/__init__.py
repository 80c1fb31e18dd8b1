"""Rendering: plain data for the templates. No HTML is made here but the inline markup of a block's text."""
