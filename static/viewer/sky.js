// Aladin Lite (GPL-3) stays a file of its own; the page around this frame takes it from here.
import A from '/vendor/aladin-lite/aladin.js';

window.A = A;
