/** Every colour, light and dark; contrasts are at least 4.5 : 1, as WCAG 2.2 asks: https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const COLORS = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #14171c);
  --raised: light-dark(#f6f7f9, #1b1f26);
  --line: light-dark(#dfe3e8, #313843);
  --text: light-dark(#1c2128, #dfe4ea);
  --soft: light-dark(#57606b, #9aa5b1);
  --link: light-dark(#0b57b7, #7db4ff);
  --focus: light-dark(#0b57b7, #9cc7ff);
  --red: light-dark(#b3261e, #ff9c92);
  --red-back: light-dark(#fdeceb, #3a1d1c);
  --amber: light-dark(#8a5300, #f2bd66);
  --amber-back: light-dark(#fdf1dc, #35290f);
  --green: light-dark(#1a6b3c, #79d19c);
  --green-back: light-dark(#e6f5ec, #14301f);
  --blue: light-dark(#0b57b7, #9cc7ff);
  --blue-back: light-dark(#e8f1fc, #17293f);
  --grey: light-dark(#57606b, #a7b1bd);
  --grey-back: light-dark(#eef0f3, #262c35);
}
:root[data-scheme="light"] { color-scheme: light; }
:root[data-scheme="dark"] { color-scheme: dark; }
@media print { :root, :root[data-scheme="dark"] { color-scheme: light; } }
`;
