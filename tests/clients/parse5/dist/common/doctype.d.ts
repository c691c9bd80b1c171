import { DOCUMENT_MODE } from './html.js';
import type { DoctypeToken } from './token.js';
export declare function isConforming(token: DoctypeToken): boolean;
export declare function getDocumentMode(token: DoctypeToken): DOCUMENT_MODE;
