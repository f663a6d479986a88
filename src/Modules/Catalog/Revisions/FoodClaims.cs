using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Storefront.Catalog.Search;
using Storefront.Contracts;

namespace Storefront.Catalog.Revisions;

/// <summary>
/// Words that promise something of food which somebody has to be able to prove: how it was grown, what it lacks, what it does to a body. What is listed finds what must
/// be read by a person; it decides nothing. It knows no Tibetan, so Tibetan words are always read.
/// </summary>
internal static partial class FoodClaims
{
    /// <summary>What food lacks and how it was grown. A herb's smell and the mountain yam promise nothing.</summary>
    const string Grown = "有机|绿色[、,]?(食品|无|天然|健康|生态|种植|栽培|农|产品|蔬菜|果蔬|安全|认证|防控|基地|食材)|纯绿色|原生态|生态(种植|食品|农|认证)|(纯|全|百分百|百分之百|100%)天然|天然无|污染|公害|富硒|转基因"
        + "|[农打上喷用施洒下无不没残催中]?(?<![山芍火炸弹])药(?![草味香])[效用材膳品残物]?|农残|残留|化肥|除草剂|激素|抗生素|膨大|催熟|添加剂|[零无未0不]添加|没有?添加|防腐|保鲜剂|色素|香精|糖精|甜蜜素|打蜡|重金属|甲醛|[无不没]?熏?硫磺?|无毒|无害";

    /// <summary>What it holds much or little of: nutrition that a table has to prove.</summary>
    const string Holds = "富含|[高含补][钙铁锌硒钾镁](?![山原盒罐锅架线])|高(蛋白|纤维|膳食纤维|维生素|营养)|膳食纤维|维生素|维他命|花青素|氨基酸|[无零0低少减](糖|脂(?!肪?粒)|盐|钠|卡路里|热量|胆固醇|反式|嘌呤)|[不没]含(糖|脂|盐|钠|蔗糖|胆固醇|反式|麸质)|不[加放](糖|盐)|(零|0|低)卡(?!车|片)|代餐|代糖|营养(成分|价值)(高|极高|丰富)";

    /// <summary>Illnesses, and what a body has that food is said to do something for: wherever they are named somebody looks.</summary>
    const string Illness = "感冒|流感|发烧|退烧|病毒|病菌|细菌|炎症|发炎|[消抗防治]炎(?![热夏])|[鼻胃肠肝肺喉咽肾肤节腺]炎|癌|肿瘤|糖尿|血压|血糖|血脂|血管|血栓|血液循环|三高|胆固醇|尿酸|痛风|(?<!其)中风(?![味景干格光吹霜化])|风湿|关节|便秘|腹泻|拉肚子|失眠|睡不着|贫血|咳|哮喘|痰|痔|结石|头痛|头晕|偏头|痛经|月经|妇科|前列腺|肾虚|体虚|虚弱|脂肪肝|心脏病|疾病|百病|慢性病|患者|病人|亚健康|抑郁|焦虑|上火|溃疡|咽喉|嗓子"
        + "|[治防少]病(?![虫毒害])|免疫|抵抗力|体质|记忆力|视力|智力|(骨骼|大脑|身体|儿童|孩子)发育|增高|性功能|元气|气血|新陈代谢|消化(?!订单)|睡眠|助眠|安眠|入睡|好睡|安神|提神|醒脑|疲劳|抗衰|抗老|抗氧化|抗癌|抗菌|抑菌|抗辐射|抗过敏|防癌|防脱|防衰|延年|长寿|益寿|养生|保健|功效|疗|特效|[包根医]治|治[好愈咳各百胃肝]|(能|可|可以|会|主|专|善|来)治(?![理安好])";

    /// <summary>To heal, to strengthen and to cleanse, with what of a body: 清热 and not 清甜, 补血 and not 补货, 解酒 and not 解冻, 通便 and not 交通便利.</summary>
    const string Acts = "[补滋益养][气血肾脑肝肺脾阴阳虚身精元心胃骨颜神智钙铁锌硒]|补中益|[滋进大温食药]补|补充?(维生素|维他命|营养|能量|体力|钙|铁|蛋白|元气|微量)|补品|清[热火肺肠血毒肝咽脂胃]|(?<![了讲理])解[酒毒乏郁]|醒酒|(?<![交普])通(便(?![利捷宜])|络|乳|鼻|肠|淋|经络)|润[肺肠喉嗓肤]|护眼|明眼(?!人)|明目|护[肝胃肾心脾肺肠脑肤发](?!材)|养[肠肤宫发]|(?<![加增])强[肾身骨筋]|健[脾胃脑骨肾体]|壮[骨阳腰肾]|暖[胃宫肾]|养人"
        + "|固[精本肾]|活血|化[瘀痰]|[止镇]痛|止[咳血泻痒喘吐]|(?<!取)消[肿食积脂斑痰]|[去降败]火(?![车锅塘炉])|[去除化排利]湿(?!地)|祛|[驱散]寒|排毒|刮油|燃脂|减肥(?!料)|减脂|降[脂压糖]|瘦身|塑形|美容|(?<![完甜精优])美白|嫩肤|淡斑|皱纹|(?<!产)生发(?![酵芽展生])|乌发|利尿|返老"
        + "|预防(?![压冻碰破损霜虫磕摔受运变火冰雹]|病虫)|防治(?!病虫|虫)|(缓解|减轻|克服|预防|防|抗|治)(高反|高原反应|缺氧|晕车|过敏|便|痛)|(改善|增强|提高|促进|调节|调理|恢复|补充|激活)(体[质力能魄]|身体|血|睡|肠|胃|代谢|循环|内分泌|精力|皮肤|健康|活力)"
        + "|对(身体|胃|肝|肾|心脏|肺|眼睛|皮肤|肠胃|脾胃|大脑|老人|孕妇|孩子|小孩|宝宝|女性|女人|男人|骨|牙|健康|人)[^,。;!\n]{0,4}(好|益|利|帮助)|有益健康|(吃出|吃得|有利于|有助于|利于|更|保持|呵护|守护)健康|健康(食品|食材|零食|饮食|首选)|吃了(就|能|可以|会|不生|不得|对|有好处|身体)";

    /// <summary>For whom it is said to be good.</summary>
    const string Eaters = "孕(?!育)|产妇|(?<![高量生])产后|坐月子|月子餐|哺乳|催奶|下奶水|[安保养]胎|胎儿|婴|辅食|宝宝|幼儿(?!园)|(儿童|小孩|孩子|老人|老年人|小朋友|体弱者?)们?[都也可以能常多天放心]{0,5}(吃|喝|食用|服用|适合|适用|专用)(?![得完过着])|适合(儿童|小孩|孩子|老人|老年人|女性|体弱|人群)|给(孩子|小孩|老人|儿童)[吃喝]";

    /// <summary>Who says so.</summary>
    const string Proofs = "认证|证书|检测|质检|检验|地理标志|地标产品|国家标准|出口标准|欧盟标准|欧标|达标|专利";

    [GeneratedRegex(Grown + "|" + Holds + "|" + Illness + "|" + Acts + "|" + Eaters + "|" + Proofs, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Chinese();

    // Each word by its beginning, so that organically and pesticides are found by organic and pesticide; with a blank behind it is the whole word: a biologist promises nothing.
    static readonly string[] Latin =
    [
        "organic", "bio ", "biologique", "biodynami", "pesticid", "herbicid", "fungicid", "chemical", "agrochemical", "chimique", "unspray", "never spray", "not spray", "no spray", "gmo ", "additiv", "additif", "preservativ", "conservateur", "all natural", "100 natural", "100 naturel", "purely natural", "entierement naturel", "tout naturel",
        "naturally grown", "ecologically grown", "no fertili", "without fertili", "sans engrais", "residue", "residu", "sulphur", "sulfur", "sulphit", "sulfit", "unsulph", "unsulf", "soufre", "colorant", "no colouring", "no coloring", "artificial", "artificiel", "hormon", "antibioti", "nitrite", "unwaxed", "pollu", "unpollu", "toxi", "non toxi", "heavy metal", "metaux lourds",
        "cures ", "cure for", "heal", "remed", "medicin", "medicam", "therap", "disease", "maladie", "illness", "ailment", "cough", "toux", "sore throat", "mal de gorge", "maux de", "mal de tete", "mal au", "douleur", "rheum", "rhumatis", "arthrit", "arthros", "inflamm", "anti inflamm", "antiinflamm", "antivir", "anti vir", "virus", "bacteria ", "antibact", "infect",
        "colds ", "common cold", "flu ", "influenza", "grippe", "rhume", "fever", "fievre", "headache", "migraine", "asthm", "anaemi", "anemi", "constip", "diarrh", "indigest", "digest", "ballonnement", "nausea", "nausee", "ulcer", "hangover", "gueule de bois", "insomni", "depress", "anxiety", "anxiete", "eczema", "acne", "wrinkle", "anti rides", "tumor", "tumour", "tumeur",
        "prevents", "cancer", "diabet", "blood pressure", "blood sugar", "cholesterol", "detox", "slimming", "weight loss", "lose weight", "anti ag", "antioxid", "anti oxid", "immun", "longevity", "longer life", "health", "superfood", "super food", "super aliment", "superaliment", "good for your", "good for you", "good for the", "energising", "energizing", "energisant", "revitalis", "revitaliz", "tonifi", "vitality", "vitalite", "aphrodis", "libido", "metaboli",
        "sleep better", "better sleep", "sleep aid", "meilleur sommeil", "bon sommeil", "mieux dormir", "aide a dormir", "aident a dormir", "aide a s endormir", "skincare", "skin care", "glowing skin", "your skin", "your hair", "votre peau", "vos cheveux",
        "ogm ", "sans produits chimiques", "non trait", "sans trait", "gueri", "soulag", "apais", "previent", "prevenir les", "prevenir la", "tension arterielle", "glycemie", "minceur", "maigrir", "longevit", "bienfait", "bon pour", "bonne pour", "bons pour", "bonnes pour", "pour la sante", "sante ", "vertus",
        "pregnan", "breastfeed", "breast feed", "nursing mother", "lactation", "femme enceinte", "femmes enceintes", "grossesse", "allait", "infant ", "infants ", "for babies", "for baby", "for toddlers", "safe for child", "safe for bab", "safe for preg", "safe for infant", "suitable for child", "suitable for bab", "nourrisson", "bebe", "convient aux enf", "convient aux beb",
        "certif", "ecocert", "demeter", "label ab", "label rouge", "labellis", "haccp", "iso ", "accredit", "lab tested", "laboratory tested",
    ];

    static readonly int LongestPhrase = Latin.Max(p => p.TrimEnd().Count(c => c == ' ') + 1);

    /// <summary>What is done to an illness, and to which; what is done for a body, and for what of it. Only together are they a claim: energy bars and sweet treats are none.</summary>
    static readonly (string[] Verbs, string[] Objects)[] Deeds =
    [
        (["cure ", "cured ", "curing", "treat ", "treats ", "treated ", "treating", "treatment", "prevent", "fight", "combat", "reliev", "ease ", "eases ", "easing"], ["cold "]),
        (["cure ", "cured ", "curing", "treat ", "treats ", "treated ", "treating", "treatment", "prevent", "fight", "combat", "reliev", "sooth", "ease ", "eases ", "easing", "allev", "reduc", "lessen", "calm", "against", "ward", "stop ", "stops ", "banish", "help", "remove", "lutte", "contre", "soign", "reduit", "diminue", "evite", "elimin", "chasse"],
            ["pain ", "pains ", "ache ", "aches ", "throat", "stress", "fatigue", "tired", "allerg", "cramp", "swelling", "spasm", "gout ", "symptom", "joint", "stomach", "aging ", "ageing ", "sick", "vieillissement", "mal "]),
        (["boost", "strengthen", "improve", "improving", "support", "promot", "aid ", "aids ", "help", "stimul", "regul", "tone ", "tones ", "nourish", "cleans", "purif", "protect", "increas", "enhanc", "restor", "calm", "sooth", "good for", "soign", "renforc", "amelior", "favoris", "facilit", "protege", "aide", "nettoi", "accroit", "augment"],
            ["heart ", "liver", "kidney", "stomach", "gut ", "guts ", "bowel", "intestin", "eyesight", "vision ", "eyes ", "memory", "brain", "bones ", "joints", "muscle", "blood", "circulation", "energy", "stamina", "sleep", "mood", "lungs", "body ", "fertility", "concentration", "coeur ", "foie ", "reins ", "estomac", "transit", "vue ", "yeux ", "memoire", "cerveau", "os ", "articulation", "sang ", "energie", "sommeil", "defenses", "humeur", "organisme", "tonus", "corps ", "fertilite"]),
        (["rich", "high", "packed", "full", "loaded", "source", "contains", "riche", "elevee", "eleve ", "plein", "contient"],
            ["calcium", "iron ", "zinc", "selenium", "potassium", "magnesium", "protein", "fibre", "fiber", "vitamin", "mineral", "omega", "nutrient", "nutriment", "polyphenol", "antioxyd", "fer "]),
        (["low ", "lower ", "no ", "zero", "without", "reduced", "sans", "ni ", "faible", "pauvre", "allege"], ["sugar", "sucre", "fat ", "fats ", "graisse", "matiere grasse", "matieres grasses", "calorie", "gluten", "lactose", "sodium", "salt ", "sel ", "carb", "glucide", "cholest"]),
        (["sugar", "fat ", "calorie", "gluten", "lactose", "salt ", "dairy"], ["free "]),
        (["give ", "gives ", "giving", "donne ", "donnent ", "redonne"], ["energy", "strength ", "stamina", "vigour", "vigor", "energie", "tonus", "vigueur", "forces "]),
    ];

    // What stands between the two, at most three words; beyond one of these begins something else: treats for cold evenings.
    const int Between = 3;
    static readonly string[] Elsewhere = ["for", "at", "on", "when", "while", "during", "by", "yourself", "pour", "dans", "pendant", "quand", "sur"];

    /// <summary>The claims of a text in its languages, in the order of the lists.</summary>
    public static IReadOnlyList<string> Of(params ReadOnlySpan<Text?> texts)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
            foreach (var said in new[] { text?.Zh, text?.En, text?.Fr })
                if (said is not null) Add(said.Normalize(NormalizationForm.FormKC), found);
        return [.. found];
    }

    /// <summary>What the words claim that those before did not, or they are in a language that the list does not know.</summary>
    public static bool MustBeRead(Text?[] before, Text?[] after) => Of(after).Except(Of(before), StringComparer.Ordinal).Any() || !before.Select(t => t?.Bo).SequenceEqual(after.Select(t => t?.Bo), StringComparer.Ordinal);

    static void Add(string said, SortedSet<string> found)
    {
        foreach (Match claim in Chinese().Matches(Simplified.Of(string.Concat(said.Where(c => !char.IsWhiteSpace(c)))))) found.Add(claim.Value);
        var words = Plain(said).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var from = 0; from < words.Length; from++)
        {
            var rest = string.Join(' ', words.Skip(from).Take(LongestPhrase)) + " ";
            foreach (var claim in Latin) if (rest.StartsWith(claim, StringComparison.Ordinal)) found.Add(claim.TrimEnd());
            foreach (var (verbs, objects) in Deeds)
                if (Array.Find(verbs, v => rest.StartsWith(v, StringComparison.Ordinal)) is { } verb && Done(words.Skip(from + 1), objects) is { } to) found.Add($"{verb.TrimEnd()} {to.TrimEnd()}");
        }
    }

    static string? Done(IEnumerable<string> words, string[] objects) =>
        words.Take(Between + 1).TakeWhile(w => !Elsewhere.Contains(w, StringComparer.Ordinal)).Select(w => Array.Find(objects, o => $"{w} ".StartsWith(o, StringComparison.Ordinal))).FirstOrDefault(o => o is not null);

    /// <summary>Small letters without accents; all else parts words.</summary>
    static string Plain(string said)
    {
        var plain = new StringBuilder();
        foreach (var c in said.Normalize(NormalizationForm.FormKD).ToLowerInvariant().Replace("œ", "oe", StringComparison.Ordinal))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain.Append(char.IsAsciiLetterOrDigit(c) ? c : ' ');
        return plain.ToString();
    }
}
