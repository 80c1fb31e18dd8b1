// What is wider than the screen shows its end first: the newest round stands there.
for (const wide of document.querySelectorAll(".scroll-x")) wide.scrollLeft = wide.scrollWidth;
