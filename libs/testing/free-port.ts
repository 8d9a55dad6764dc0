export { freePort } from '#database';
