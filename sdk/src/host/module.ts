/** The page's side as a module. */
import { define } from './element.js';

export { WicketgateError, mount } from './index.js';

define();
