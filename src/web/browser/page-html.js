(elements, characters) => {
  if (document.getElementsByTagName('*').length > elements) return null;
  const paper = document.implementation.createHTMLDocument();
  const shown = (node) => {
    if (node.shadowRoot)
      return [...node.shadowRoot.childNodes].filter((one) => one.localName !== 'style');
    const assigned = node.localName === 'slot' ? node.assignedNodes() : [];
    return assigned.length > 0 ? assigned : node.childNodes;
  };
  let left = elements * 4;
  const copy = (node) => {
    const own = paper.importNode(node, false);
    for (const child of shown(node)) if (left-- > 0) own.append(copy(child));
    return own;
  };
  let html;
  try {
    html = copy(document.documentElement).outerHTML;
  } catch {
    html = document.documentElement.outerHTML;
  }
  if (left <= 0 || html.length > characters) return null;
  return `<!doctype html>${html}`;
};
