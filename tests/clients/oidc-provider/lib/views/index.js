import interactionTemplate from './interaction.js';
import layoutTemplate from './layout.js';
import loginTemplate from './login.js';











const ESCAPE = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeFunction(value) {
  const string = String(value);
  return /[&<>"']/.test(string) ? string.replace(/[&<>"']/g, (char) => ESCAPE[char]) : string;
}










const unsupported = () => { throw new Error('views do not support includes or layouts'); };

const eta = {
  config: { escapeFunction, filterFunction: String },
  render: unsupported,
  renderAsync: unsupported,
};

const render = (template, locals) => template.call(eta, locals, { async: false });

export const interaction = (locals) => render(interactionTemplate, locals);

export const layout = (locals) => render(layoutTemplate, locals);

export const login = (locals) => render(loginTemplate, locals);
