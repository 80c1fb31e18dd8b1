// The scripts of every page. Pages load this module alone.
import "./scheme.js";
import "./language-switch.js";
import "./copy-link.js";
import "./notes.js";
import "./print-date.js";
import "./search-box.js";
import "./scroll-to-newest.js";
