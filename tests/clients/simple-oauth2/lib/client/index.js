'use strict';

const Client = require('./client');
const { credentialsEncodingModeEnum } = require('./credentials-encoding');
const { RequestOptions, authorizationMethodEnum, bodyFormatEnum } = require('./request-options');

module.exports = {
  Client,
  RequestOptions,
  credentialsEncodingModeEnum,
  authorizationMethodEnum,
  bodyFormatEnum,
};
