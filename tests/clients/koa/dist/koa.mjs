import mod from "../lib/application.js";

export default mod;
export const HttpError = mod.HttpError;
export const createHttpError = mod.createHttpError;
export const isHttpError = mod.isHttpError;
