export default (date = Date.now()) => Math.floor(date / 1000);
