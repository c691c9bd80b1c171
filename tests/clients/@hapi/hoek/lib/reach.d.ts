import { reach } from "./index";

export = reach;
