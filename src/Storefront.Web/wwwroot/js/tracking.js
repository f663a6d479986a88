// Keeps an open tracking page true: the server says that something changed, the page fetches itself and takes over what is new.
const main = document.getElementById("main");
const say = document.getElementById("announce");
const page = () => document.getElementById("tracking");
let source, fetching = false, again = false;

async function refresh() {
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    // Without its style element, which the policy of this page does not know.
    const fresh = new DOMParser().parseFromString((await answer.text()).replace(/<style>[^]*?<\/style>/, ""), "text/html");
    const next = fresh.getElementById("tracking");
    if (!next) return;
    const [before, focused] = [page().querySelector("h1").textContent, document.activeElement?.getAttribute("href")];
    main.replaceChildren(...fresh.getElementById("main").childNodes);
    // The one style element belongs to the first answer; positions move with the elements instead.
    for (const el of main.querySelectorAll("[data-x]"))
      for (const name of ["x", "y", "l"]) if (el.dataset[name]) el.style.setProperty(`--${name}`, el.dataset[name]);
    if (focused && main.querySelector(`a[href="${CSS.escape(focused)}"]`)) main.querySelector(`a[href="${CSS.escape(focused)}"]`).focus();
    document.title = fresh.title;
    const headline = page().querySelector("h1").textContent;
    if (headline !== before) say.textContent = `${headline}. ${document.getElementById("eta")?.innerText ?? ""}`;
  } catch { /* No signal: the next change or the next look tries again. */ } finally {
    fetching = false;
    if (again) { again = false; refresh(); }
  }
}

function listen() {
  source?.close();
  source = undefined;
  if (document.hidden || !page()) return;
  source = new EventSource(page().dataset.events);
  source.addEventListener("changed", refresh);
}

// A hidden tab gives its connection back: browsers allow six to a host.
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); listen(); });
// Ages ("last seen") grow without an event, and a proxy may swallow events.
setInterval(() => { if (!document.hidden) refresh(); }, 300_000);
listen();
