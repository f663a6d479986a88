// What is personal comes apart from the pages that everyone shares: the basket's count (a cookie), and the language to remember.
const cookie = name => document.cookie.split('; ').find(c => c.startsWith(name + '='))?.slice(name.length + 1);
const count = document.getElementById('basket-count');
const boxes = Number(cookie('basket-count') ?? 0);
if (count && boxes > 0) { count.textContent = boxes; count.hidden = false; }
const lang = { 'zh-Hans': 'zh' }[document.documentElement.lang] ?? document.documentElement.lang;
document.cookie = `lang=${lang}; path=/; max-age=31536000; samesite=lax`;

// A refused form: focus goes to the summary.
document.getElementById('errors')?.focus();

// The sticky buy bar hides while the real button is on screen.
const bar = document.querySelector('.bar'), real = document.querySelector('.buy .btn');
if (bar && real && 'IntersectionObserver' in window)
  new IntersectionObserver(([seen]) => { bar.hidden = seen.isIntersecting; }).observe(real);
