import form_post from './form_post.js';
import fragment from './fragment.js';
import query from './query.js';
import jwt from './jwt.js';
import webMessage from './web_message.js';

export {
  form_post,
  fragment,
  query,
  jwt,
  webMessage,
};
