'use strict';

const internals = {};


module.exports = function (promise) {

    return typeof promise?.then === 'function';
};
