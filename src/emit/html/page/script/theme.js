// Light, dark, or as the system has it.

const THEMES = ["auto", "light", "dark"];
const kept = (name, value) => {
  // Where a browser keeps nothing for a file, the page goes on without.
  try {
    if (value === undefined) return localStorage.getItem(`throughline-${name}`);
    localStorage.setItem(`throughline-${name}`, value);
  } catch { /* nothing is kept */ }
  return null;
};

let theme = THEMES.includes(kept("theme")) ? kept("theme") : THEMES[0];
const wearTheme = () => {
  if (theme === THEMES[0]) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  byId("theme").textContent = `Colours: ${theme}`;
};
const nextTheme = () => {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  kept("theme", theme);
  wearTheme();
  say(`Colours ${theme}`);
};
