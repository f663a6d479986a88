// The server has written the time left; this keeps it true while the page is open.
for (const left of document.querySelectorAll('[data-until]')) {
  const until = Date.parse(left.dataset.until);
  const tick = () => {
    const minutes = Math.floor((until - Date.now()) / 60000);
    if (minutes < 0) return location.reload();
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60)];
    const [form, a, b] = days > 0 ? [left.dataset.days, days, hours % 24] : [left.dataset.hours, hours, minutes % 60];
    left.textContent = form.replace('{0}', a).replace('{1}', b);
  };
  if (until > Date.now()) setInterval(tick, 30000);
}
