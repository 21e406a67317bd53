// Corrections: translations can be typed in, and what was changed is saved as a small file for
// `bilingual learn`. Nothing leaves the page otherwise; without this script it is as it was.
(() => {
  const ledger = document.querySelector('meta[name="bilingual-ledger"]')?.content;
  const rows = [...document.querySelectorAll('[data-row]')].filter((one) => one.closest('.target'));
  if (!ledger || !rows.length) return;
  const added = '.flag, .label, .marker, rt';
  const text = (row) => {
    const copy = row.cloneNode(true);
    copy.querySelectorAll(added).forEach((one) => one.remove());
    copy.querySelectorAll('sup:has([role="doc-noteref"]), img').forEach((one) => one.replaceWith('\uFFFC'));
    copy.querySelectorAll('br').forEach((one) => one.replaceWith('\n'));
    copy.querySelectorAll('.raw').forEach((one) => {
      one.textContent = one.textContent.replace(/<\/?[A-Za-z][^<>]*>/g, '\uFFFC');
    });
    return copy.textContent.replace(/\u00A0/g, ' ').trim();
  };
  const sourceOf = (row) => {
    const same = [...document.querySelectorAll(`[data-row="${row.dataset.row}"]`)];
    const source = same.find((one) => one.closest('.source'));
    return source ? text(source) : '';
  };
  const before = new Map(rows.map((row) => [row, text(row)]));
  const changed = () => rows.filter((row) => text(row) !== before.get(row));
  const bar = document.createElement('div');
  const edit = document.createElement('button');
  const save = document.createElement('button');
  bar.className = 'corrections';
  edit.type = save.type = 'button';
  edit.textContent = 'Correct';
  edit.setAttribute('aria-pressed', 'false');
  save.textContent = 'Save corrections';
  save.hidden = true;
  bar.append(edit, save);
  document.body.append(bar);

  edit.addEventListener('click', () => {
    const isOn = edit.getAttribute('aria-pressed') === 'false';
    edit.setAttribute('aria-pressed', String(isOn));
    document.body.classList.toggle('editing', isOn);
    for (const row of rows) {
      row.querySelectorAll(`${added}, sup`).forEach((one) => { one.contentEditable = 'false'; });
      if (isOn) row.contentEditable = 'true';
      else row.removeAttribute('contenteditable');
    }
    save.hidden = !isOn && !changed().length;
  });
  // A browser's own Enter would make a second paragraph with the name of the first.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || !event.target.closest?.('[data-row]')?.isContentEditable) return;
    event.preventDefault();
    document.execCommand('insertLineBreak');
  });
  document.addEventListener('paste', (event) => {
    if (!event.target.closest?.('[data-row]')?.isContentEditable) return;
    event.preventDefault();
    document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
  });
  document.addEventListener('input', (event) => {
    const row = event.target.closest?.('[data-row]');
    if (row) row.classList.toggle('corrected', text(row) !== before.get(row));
  });
  save.addEventListener('click', () => {
    const saved = {
      bilingual: 'corrections',
      ledger,
      date: new Date().toISOString(),
      rows: changed().map((row) => ({
        id: row.dataset.row, source: sourceOf(row), before: before.get(row), after: text(row),
      })),
    };
    const link = document.createElement('a');
    const page = decodeURIComponent(location.pathname.split('/').pop() || 'page.html');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 1)], { type: 'application/json' }));
    link.download = `${page}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  addEventListener('beforeunload', (event) => { if (changed().length) event.preventDefault(); });
})();
