// A sheet can be printed from the browser's own menu; where there is script, a button does it.
const print = document.getElementById('print');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
