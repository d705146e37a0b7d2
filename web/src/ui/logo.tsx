// The sign of the program.

export const Logo = ({ size = 22 }: { size?: number }) => (
  <svg className="logo" width={size} height={size} viewBox="0 0 22 22" aria-hidden>
    <rect width="22" height="22" rx="6" />
    <path d="M7 16V6h4.6a3.2 3.2 0 0 1 .9 6.2L15.4 16M7 12.3h4.4" />
  </svg>
);
