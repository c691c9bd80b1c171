/** The same for a classic script: `WicketgateFrame.connect`. */
import { WicketgateError, connect } from './index.js';

Object.assign(globalThis, { WicketgateFrame: { connect, WicketgateError } });
