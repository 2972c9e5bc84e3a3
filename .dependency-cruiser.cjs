module.exports={forbidden:[],options:{parser:'swc',tsPreCompilationDeps:true, enhancedResolveOptions:{extensions:['.ts','.js']}}}
