// Brings a page of figures up to date every half minute while somebody looks at it. Without script the page reloads itself.
const figures = document.getElementById('figures');

setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href).catch(() => null);
  // Signed out or no network: the figures stay, with the time they were true at.
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('figures');
  if (!page || figures.contains(document.activeElement)) return;
  const open = [...figures.querySelectorAll('details')].map(d => d.open);
  figures.replaceChildren(...page.childNodes);
  figures.querySelectorAll('details').forEach((d, i) => { d.open = open[i] ?? false; });
}, 30_000);
