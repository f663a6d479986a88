// The provider's word on a payment takes seconds: the page looks again until it is there, and then shows it.
let looked = 0;
async function look() {
  try {
    const came = await fetch(location.href);
    if (came.ok && !(await came.text()).includes('id="paying"')) {
      const now = new URL(location.href);
      now.searchParams.delete('returned');
      return location.replace(now);
    }
  } catch { /* no signal: once more */ }
  if (++looked < 30) setTimeout(look, Math.min(1000 * looked, 5000));
}
setTimeout(look, 1000);
