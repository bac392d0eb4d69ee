// Builds small trees and lays them over the page. What is already there stays in place, so focus stays with it.

const SVG = 'http://www.w3.org/2000/svg';

/** A new element. `kind` is a tag with classes ("p.quiet"); children may be nodes, texts, lists or nothing. */
export function h(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split('.');
  const node = document.createElement(tag);
  if (classes.length > 0) node.className = classes.join(' ');
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'vars') for (const [key, part] of Object.entries(value)) node.style.setProperty(key, String(part));
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...nodesOf(children));
  return node;
}

function nodesOf(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(child)));
}

/** A drawing from icons.svg. It always stands beside a word, so a reader skips it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Makes `old` look like `fresh` with as few touches as possible. A `data-part` keeps a child what it is. */
export function lay(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) === value) continue;
    // A policy without inline styles forbids the attribute, not the property.
    if (name === 'style') old.style.cssText = fresh.style.cssText;
    else old.setAttribute(name, value);
  }
  if (old.localName === 'input' && old.value !== fresh.getAttribute('value')) old.value = fresh.getAttribute('value')
    ?? '';
  layChildren(old, [...fresh.childNodes]);
}

/** The children of `old` become `wanted`, in this order; lists, texts and nothing are welcome as in `h`. */
export function layChildren(old, wanted) {
  let at = old.firstChild;
  for (const want of nodesOf(wanted)) {
    const match = at && alike(at, want) ? at : later(at, want);
    if (match === null) {
      old.insertBefore(want, at);
    } else {
      if (match === at) at = at.nextSibling;
      else old.insertBefore(match, at);
      if (want.nodeType === Node.TEXT_NODE) {
        if (match.data !== want.data) match.data = want.data;
      } else {
        lay(match, want);
      }
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function alike(one, other) {
  if (one.nodeType !== other.nodeType) return false;
  if (one.nodeType !== Node.ELEMENT_NODE) return true;
  return one.localName === other.localName && one.dataset?.part === other.dataset?.part;
}

function later(start, want) {
  if (want.nodeType !== Node.ELEMENT_NODE || !want.dataset?.part) return null;
  for (let node = start; node; node = node.nextSibling) if (alike(node, want)) return node;
  return null;
}
