// Another language of the same page takes along what was typed and not sent yet: kept in this tab alone, and no longer than until the page has opened.
const fields = [...document.querySelectorAll('main form[method=post] :is(input:not([type=hidden],[type=password],[type=file]),select,textarea)')];
const ticked = field => /radio|checkbox/.test(field.type);

try {
  const [path, values] = JSON.parse(sessionStorage.getItem('typed') ?? '[]');
  sessionStorage.removeItem('typed');
  if (path === location.pathname && values.length === fields.length)
    fields.forEach((field, i) => { field[ticked(field) ? 'checked' : 'value'] = values[i]; });
  for (const link of document.querySelectorAll('.langs a'))
    link.addEventListener('click', () => sessionStorage.setItem('typed', JSON.stringify([link.pathname, fields.map(field => field[ticked(field) ? 'checked' : 'value'])])));
} catch { /* a browser that keeps nothing */ }
