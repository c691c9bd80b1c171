import constantEquals from '../helpers/constant_equals.js';

import { checkSessionBinding, setAttestBinding } from './token_helpers.js';

export default (provider) => class DeviceCode extends provider.BaseToken {
  static async findByUserCode(userCode, { ignoreExpiration = false } = {}) {
    const stored = await this.adapter.findByUserCode(userCode);
    if (!stored) return undefined;
    try {
      const payload = await this.verify(stored, { ignoreExpiration });
      if (!constantEquals(userCode, payload.userCode)) {
        return undefined;
      }
      return this.instantiate(payload);
    } catch {
      return undefined;
    }
  }

  static get IN_PAYLOAD() {
    return [
      ...super.IN_PAYLOAD,
      'consumed',
      'grantId',
      'attestationJkt',
      'sessionUid',
      'expiresWithSession',
      'accountId',
      'acr',
      'amr',
      'authTime',
      'claims',
      'nonce',
      'resource',
      'scope',
      'sid',
      'error',
      'errorDescription',
      'params',
      'rar',
      'userCode',
      'inFlight',
      'deviceInfo',
    ];
  }

  async consume() {
    await this.adapter.consume(this.jti);
    this.emit('consumed');
  }

  get isValid() {
    return !this.consumed && !this.isExpired;
  }

  static async find(...args) {
    return checkSessionBinding(provider, await super.find(...args), args[1]);
  }

  static async revokeByGrantId(grantId) {
    await this.adapter.revokeByGrantId(grantId);
  }

  async setAttestBinding(ctx) {
    await setAttestBinding(this, ctx);
  }
};
