// The page of measurements (scripts/lib/parity_page.mjs): its style, in the reader's theme.
import './styles/parity.css';
import { Theme } from './notebook/theme';

new Theme();
