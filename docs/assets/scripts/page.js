// What every page has. One module names the others, so that no page does.
import "./scheme.js";
import "./language-switch.js";
import "./copy-link.js";
import "./notes.js";
import "./print-date.js";
import "./search-box.js";
import "./scroll-to-newest.js";
