import { Skeleton } from 'antd';

/** The shape of a page while its code or data is on the way. */
export function Waiting() {
  return (
    <div style={{ padding: 20 }} aria-busy="true">
      <Skeleton active title={{ width: 160 }} paragraph={{ rows: 8 }} />
    </div>
  );
}
