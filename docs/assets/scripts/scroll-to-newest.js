// What is wider than the screen is scrolled to its end, where the newest round is.
for (const wide of document.querySelectorAll(".scroll-x")) wide.scrollLeft = wide.scrollWidth;
