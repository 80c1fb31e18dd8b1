// What is wider than the screen shows its end first: the newest round stands there.
for (const wide of document.querySelectorAll(".wide")) wide.scrollLeft = wide.scrollWidth;
