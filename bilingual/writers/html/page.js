// A sentence and its counterpart have the same number. Pointing at one, tapping it or moving to it
// with the arrow keys lights both.
'use strict';
(() => {
  const sentences = [...document.querySelectorAll('[data-s]')];
  const pairs = new Map();
  for (const one of sentences) pairs.set(one.dataset.s, [...(pairs.get(one.dataset.s) ?? []), one]);
  const sentenceAt = (place) => place.closest?.('[data-s]');
  const isShown = (one) => one.getClientRects().length > 0;
  let lit = [];
  let pinned = null;
  let stop = null; // the one sentence that the Tab key reaches

  function light(one) {
    lit.forEach((other) => other.classList.remove('lit'));
    lit = one ? pairs.get(one.dataset.s) : [];
    lit.forEach((other) => other.classList.add('lit'));
  }

  function makeStop(one) {
    stop?.removeAttribute('tabindex');
    stop = one;
    stop?.setAttribute('tabindex', '0');
  }

  function neighbour(one, step) {
    const half = one.closest('.half').classList.contains('source') ? '.source' : '.target';
    const shown = sentences.filter((other) => other.closest(half) && isShown(other));
    return shown[shown.indexOf(one) + step];
  }

  document.addEventListener('pointerover', (event) => light(sentenceAt(event.target) ?? pinned));
  document.addEventListener('click', (event) => {
    if (event.target.closest('a, label, input')) return;
    const one = sentenceAt(event.target);
    pinned = one && pinned !== one ? one : null;
    light(pinned);
    if (one) makeStop(one);
  });
  document.addEventListener('focusin', (event) => {
    const one = sentenceAt(event.target);
    if (!one || event.target !== one) return;
    light(one);
    const other = pairs.get(one.dataset.s).find((twin) => twin !== one && isShown(twin));
    if (other) {
      other.id ||= `sentence-${sentences.indexOf(other)}`;
      one.setAttribute('aria-describedby', other.id);
    }
  });
  document.addEventListener('focusout', () => light(pinned));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') light((pinned = null));
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || event.target !== stop) return;
    const next = neighbour(stop, step);
    if (!next) return;
    event.preventDefault();
    makeStop(next);
    next.focus();
  });
  document.addEventListener('change', () => {
    light((pinned = null));
    makeStop(sentences.find(isShown));
  });
  makeStop(sentences.find(isShown));
})();
