import { type Product, productRow } from "../product.ts";

const WEIGHT: Product["option"] = [
  "规格",
  [
    ["小份", 100],
    ["家庭装", 190],
  ],
];

const FRESH = [
  ["g-cherry", "智利车厘子 JJ 级", "fresh.fruit.cherry", 69],
  ["g-orange", "赣南脐橙", "fresh.fruit.citrus", 29],
  ["g-apple", "洛川红富士", "fresh.fruit.apple", 26],
  ["g-strawberry", "丹东草莓", "fresh.fruit.berry", 39],
  ["g-blueberry", "云南蓝莓", "fresh.fruit.berry", 32],
  ["g-grape", "阳光玫瑰葡萄", "fresh.fruit.grape", 36],
  ["g-mango", "贵妃芒果", "fresh.fruit.mango", 33],
  ["g-durian", "金枕榴莲", "fresh.fruit.durian", 119],
  ["g-kiwi", "眉县猕猴桃", "fresh.fruit.kiwi", 28],
  ["g-pomelo", "平和红心柚", "fresh.fruit.citrus", 22],
  ["g-banana", "高山香蕉", "fresh.fruit.banana", 13],
  ["g-pear", "库尔勒香梨", "fresh.fruit.pear", 24],
  ["g-spinach", "有机菠菜", "fresh.vegetable.leaf", 7],
  ["g-lettuce", "奶油生菜", "fresh.vegetable.leaf", 6],
  ["g-tomato", "普罗旺斯番茄", "fresh.vegetable.fruit", 15],
  ["g-corn", "东北甜玉米", "fresh.vegetable.fruit", 18],
  ["g-potato", "内蒙古土豆", "fresh.vegetable.root", 11],
  ["g-mushroom", "鲜香菇", "fresh.vegetable.mushroom", 12],
  ["g-pork", "黑猪前腿肉", "fresh.meat.pork", 45],
  ["g-beef", "内蒙古牛腩", "fresh.meat.beef", 69],
  ["g-lamb", "盐池滩羊排", "fresh.meat.lamb", 89],
  ["g-chicken", "散养土鸡", "fresh.meat.poultry", 58],
  ["g-shrimp", "活冻黑虎虾", "fresh.seafood.shrimp", 79],
  ["g-hairtail", "舟山带鱼段", "fresh.seafood.fish", 42],
  ["g-crab", "阳澄湖大闸蟹", "fresh.seafood.crab", 168],
  ["g-salmon", "三文鱼刺身", "fresh.seafood.fish", 88],
  ["g-egg", "无抗鲜鸡蛋", "fresh.egg", 25],
  ["g-milk", "低温鲜牛奶", "fresh.dairy.milk", 16],
  ["g-yogurt", "老酸奶", "fresh.dairy.yogurt", 19],
  ["g-tofu", "手工嫩豆腐", "fresh.bean", 6],
] as const;

const PANTRY = [
  ["g-rice", "五常稻花香大米", "food.grain.rice", 59],
  ["g-noodle", "兰州拉面", "food.grain.noodle", 19],
  ["g-oil", "压榨菜籽油", "food.oil", 75],
  ["g-soy", "古法酱油", "food.seasoning", 21],
  ["g-dumpling", "荠菜猪肉水饺", "food.frozen.dumpling", 32],
  ["g-honey", "秦岭土蜂蜜", "food.honey", 66],
  ["g-nuts", "每日坚果", "food.snack.nuts", 78],
  ["g-tea", "安溪铁观音", "food.tea", 98],
  ["g-paper", "竹浆抽纸", "home.paper", 29],
  ["g-detergent", "洗衣凝珠", "home.cleaning", 39],
] as const;

export const GROUP_BUY_PRODUCTS: readonly Product[] = [
  ...FRESH.map(row => productRow(WEIGHT, "abs_fresh", row)),
  ...PANTRY.map(row => productRow(WEIGHT, "none", row)),
];
