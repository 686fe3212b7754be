export { handleError } from '#server/hooks/error.ts';
export { handle } from '#server/hooks/handle.ts';
export { init } from '#server/hooks/init.ts';
