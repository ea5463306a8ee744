import { useWords } from "@amends/ui/components/language";

const zh = {
  from: (place: string) => `从${place}寄出`,
  weighed: "称重",
  packed: "打包时",
  grams: (count: number) => `${count.toLocaleString("zh-CN")} 克`,
  ripens: (days: number) => `到货后放熟 ${days} 天`,
  installed: "安装完成于",
};

const en: typeof zh = {
  from: place => `sent from ${place}`,
  weighed: "weighed",
  packed: "when packed",
  grams: count => `${count.toLocaleString("en")} g`,
  ripens: days => (days === 1 ? "a day to ripen after it came" : `${days} days to ripen after it came`),
  installed: "installed",
};

export const useParcelFactsWords = () => useWords<typeof zh>({ zh, en });
