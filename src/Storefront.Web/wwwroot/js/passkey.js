// A passkey in place of a code: forms marked data-passkey show themselves where the browser can do it.
const forms = document.querySelectorAll('form[data-passkey]');
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON)
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener('submit', async event => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      try {
        const answer = await fetch(form.action + '/options', { method: 'POST', body: new FormData(form) });
        if (!answer.ok) throw new Error(answer.statusText);
        const options = await answer.json();
        const credential = form.dataset.passkey === 'make'
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch {
        // Given up by the person, or nothing that fits: the other ways to sign in stand on the page.
        form.querySelector('[data-failed]').hidden = false;
      }
    });
  }
